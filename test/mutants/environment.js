const OneRealm = require('../jest/environment.js');

/** Milliseconds: many a mutant waits for ever. The first run, which counts what is covered, is far slower. */
const longest = 5_000;
/** The last mutant that a test has noticed. */
let noticed;

/** Skips what is left of a mutant's tests when one has failed: jest ends no run of Stryker's at a failure. */
module.exports = class OneRealmOfMutants extends OneRealm {
	handleTestEvent(event, state) {
		super.handleTestEvent(event, state);
		const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
		if (mutant === undefined) return;
		if (event.name === 'run_start') state.testTimeout = longest;
		if (event.name === 'test_done' && event.test.errors.length > 0) noticed = mutant;
		if (event.name === 'test_start' && noticed === mutant) event.test.mode = 'skip';
	}
};
