// What a mutant of the pure parts has to be noticed by: their own tests, which need no engine and no socket.
const { join } = require('node:path');
const usual = require('../../jest.config.js');

module.exports = {
	...usual,
	rootDir: join(__dirname, '..', '..'),
	testMatch: [
		'<rootDir>/test/{answer,catalogue,image,limits,request,run,shared,transport}/**/*.test.ts',
	],
	// Stryker puts itself around it, and knows no <rootDir>.
	testEnvironment: join(__dirname, 'environment.js'),
};
