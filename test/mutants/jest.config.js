// What a mutant of the pure parts has to be noticed by: their own tests, which need no engine and no socket.
// Stryker puts itself into jest's own environment.
const { runtime: _, ...usual } = require('../../jest.config.js');

module.exports = {
	...usual,
	testEnvironment: 'node',
	rootDir: require('node:path').join(__dirname, '..', '..'),
	testMatch: [
		'<rootDir>/test/{answer,catalogue,image,limits,request,run,shared,transport}/**/*.test.ts',
	],
	testTimeout: 20_000,
};
