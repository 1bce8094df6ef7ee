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
	testEnvironment: '<rootDir>/test/jest/environment.js',
	runtime: '<rootDir>/test/jest/runtime.js',
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/tools/host'],
	// A worker is started anew when it has grown: what a test file leaves behind is never given back.
	// Each worker loads n8n's engine once more; the other half of the machine is the contributor's.
	maxWorkers: '50%',
	workerIdleMemoryLimit: '1GB',
	// Only what hangs comes near it, however busy the machine is; the long runs have a configuration of their own.
	testTimeout: 30_000,
};
