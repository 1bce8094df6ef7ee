// `npm run test:deep`: the same tests as in `npm test`, at their full length.
process.env.DEEP = '1';

module.exports = {
	...require('./jest.config.js'),
	testMatch: [
		'<rootDir>/test/{roundTrip,roundTripUnknown}.test.ts',
		'<rootDir>/test/answer/spool.test.ts',
		'<rootDir>/test/onEngine/{faultStorm,goldenWire,largePictures}.test.ts',
		'<rootDir>/test/run/staleValues.test.ts',
		'<rootDir>/test/tasks/{openTasks,storm}.test.ts',
		'<rootDir>/test/tools/gateway/catalogueAgrees.test.ts',
		'<rootDir>/test/transport/throttle.test.ts',
		'<rootDir>/test/trust/{canary,endlessAnswers,nothingStays,properties,regularExpressions}.test.ts',
	],
	maxWorkers: 2,
	testTimeout: 180_000,
};
