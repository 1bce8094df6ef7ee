const { NodeOperationError } = require('n8n-workflow');

/** Shows what the host gives a node: each action uses one part of n8n's execution context. */
const actions = {
	async binary(i) {
		const bytes = await this.helpers.getBinaryDataBuffer(i, 'data');
		const { id } = this.helpers.assertBinaryData(i, 'data');
		const reversed = Buffer.from(bytes).reverse();
		const data = await this.helpers.prepareBinaryData(reversed, 'reversed.bin', 'image/png');
		return { json: { stored: id !== undefined }, binary: { data } };
	},

	async failTwice(i) {
		const context = this.getContext('node');
		context.tries = (context.tries ?? 0) + 1;
		if (context.tries < 3) {
			throw new NodeOperationError(this.getNode(), `Try ${context.tries}`, { itemIndex: i });
		}
		return { json: { tries: context.tries } };
	},

	async failOdd(i) {
		if (i % 2 === 0) return { json: { i } };
		throw new NodeOperationError(this.getNode(), 'Odd items do not pass', { itemIndex: i });
	},

	async hint(i) {
		this.addExecutionHints({ message: `Item ${i} was looked at`, location: 'outputPane' });
		return { json: {} };
	},

	async request() {
		const { baseUrl } = await this.getCredentials('probeApi');
		const options = { method: 'GET', url: `${baseUrl}/echo` };
		const json = await this.helpers.httpRequestWithAuthentication.call(this, 'probeApi', options);
		return { json };
	},

	async waitForCancel() {
		const signal = this.getExecutionCancelSignal();
		if (!signal.aborted) {
			await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
		}
		return { json: { aborted: signal.aborted } };
	},
};

class Probe {
	description = {
		displayName: 'Probe',
		name: 'probe',
		group: ['transform'],
		version: 1,
		description: 'Uses the parts of the host that a test names',
		defaults: { name: 'Probe' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [
			{ name: 'probeApi', required: true, displayOptions: { show: { action: ['request'] } } },
		],
		properties: [
			{
				displayName: 'Action',
				name: 'action',
				type: 'options',
				default: 'hint',
				options: Object.keys(actions).map((value) => ({ name: value, value })),
			},
			{ displayName: 'Wanted', name: 'wanted', type: 'string', default: 'x', required: true },
		],
	};

	async execute() {
		const output = [];
		for (const [item] of this.getInputData().entries()) {
			const action = this.getNodeParameter('action', item);
			try {
				output.push({ ...(await actions[action].call(this, item)), pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				output.push({ json: { error: error.message }, pairedItem: { item } });
			}
		}
		return [output];
	}
}

module.exports = { Probe };
