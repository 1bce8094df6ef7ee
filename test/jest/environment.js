const { configureGlobal } = require('fast-check');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

const { console } = globalThis;
const { exit } = process;
/** Under these symbols jest-circus keeps all tests of a file, with all that they hold: the state's is new in each. */
const ofCircus = ['EVENT_HANDLERS', 'JEST_STATE_SYMBOL'];

/** Empties the blocks, tests and hooks of a file that has ended: a timer that lasts remembers where it began. */
function empty(part) {
	const within = [...(part.children ?? []), ...(part.hooks ?? [])];
	for (const name of Object.keys(part)) delete part[name];
	within.forEach(empty);
}

/**
 * Tests run in Node's own realm, as nodes do in n8n. Jest's usual environment gives each file globals of its
 * own: an error that Node makes is no `instanceof Error` there, and no package can be shared between files.
 */
module.exports = class OneRealm {
	constructor({ projectConfig }) {
		this.global = globalThis;
		this.variables = { ...process.env };
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimers = null;
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	async setup() {
		// For every file that generates cases, whichever ran before it in the same process.
		configureGlobal({ seed: Number(process.env.SEED) });
	}

	handleTestEvent({ name }, { rootDescribeBlock }) {
		if (name === 'teardown') empty(rootDescribeBlock);
	}

	/** Takes back what jest and a test file have put where the next file would find it. */
	async teardown() {
		this.fakeTimersModern.dispose();
		for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
			if (ofCircus.includes(symbol.description)) delete globalThis[symbol];
		}
		globalThis.console = console;
		process.exit = exit;
		for (const name of Object.keys(process.env)) {
			if (!(name in this.variables)) delete process.env[name];
		}
		Object.assign(process.env, this.variables);
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	getVmContext() {
		return globalThis;
	}
};
