// What a mutant of the pure parts has to be noticed by: their own tests, which need no engine and no socket.
module.exports = {
	...require('../../jest.config.js'),
	rootDir: require('node:path').join(__dirname, '..', '..'),
	testMatch: [
		'<rootDir>/test/{answer,catalogue,image,limits,request,run,shared,transport}/**/*.test.ts',
	],
	testTimeout: 20_000,
};
