const { join } = require('node:path');

const usual = require('../../jest.config.js');

const folder = process.env.N8N_ENGINE_FOLDER;
const { version } = require(join(folder, 'node_modules', 'n8n-workflow', 'package.json'));

module.exports = {
	...usual,
	rootDir: '../..',
	testMatch: [
		'properties',
		'onEngine/**/*',
		'description/**/*',
		'host/**/*',
		'run/**/*',
		'tasks/**/*',
	].map((tests) => `<rootDir>/test/${tests}.test.ts`),
	testPathIgnorePatterns: [
		// What is the node's own in every version: the wire, the ways of tasks, 1,000 items in a storm.
		'/onEngine/(faultStorm|goldenWire|refusals|seedNames|wireOverrides)\\.test',
		'/tasks/(failures|openTasks|polling|shapes|storm)\\.test',
		// n8n 1 has no combined binary mode.
		...(version.startsWith('1.') ? ['/combinedBinary\\.test'] : []),
	],
	setupFiles: ['<rootDir>/test/versions/olderEngines.ts'],
	testEnvironment: '<rootDir>/test/versions/environment.js',
};
