module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
				module: { type: 'commonjs' },
			},
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/tools/host'],
	// A worker is started anew when it has grown: what a test file loads is never given back.
	maxWorkers: 2,
	workerIdleMemoryLimit: '600MB',
	// Only what hangs comes near it, however busy the machine is; the long runs have a configuration of their own.
	testTimeout: 60_000,
};
