// The same generated cases in every run, so that the same code has the same result; other ones with `SEED=…`.
process.env.SEED ??= '20261121';

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
	modulePathIgnorePatterns: [
		'<rootDir>/dist',
		'<rootDir>/tools/host',
		'<rootDir>/test/versions/n8n',
	],
	// Each worker loads n8n's engine once more; the other half of the machine is the contributor's.
	maxWorkers: '50%',
	// A worker that has grown is started anew: packages keep what they once made.
	workerIdleMemoryLimit: '1GB',
	// Only what hangs comes near it, however busy the machine is; the long runs have a configuration of their own.
	testTimeout: 30_000,
};
