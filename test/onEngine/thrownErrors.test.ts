import type { IDataObject } from 'n8n-workflow';

import type { Interception } from '../../tools/gateway/interception';
import { failures } from '../../nodes/ImageEdit/answer/failures';
import { generate, ordersOf } from './support/failures';
import type { OrderOptions, Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

interface Thrown {
	readonly name: string;
	readonly message: string;
	readonly description?: string | null;
	readonly httpCode?: string | null;
	readonly context: IDataObject;
}

async function thrownBy(
	interception: Interception | undefined,
	parameters: object = {},
	options: OrderOptions = {},
): Promise<Thrown> {
	rig.gateway.intercept(() => interception);
	const result = await rig.order({ ...generate, ...parameters }, options);
	expect(result.status).toBe('error');
	expect(result.items(nodeName)).toEqual([]);
	return result.error as unknown as Thrown;
}

describe('what a node that stops on errors throws', () => {
	it('a refusal: the words of the gateway, the item, the advice, the status', async () => {
		const body = {
			error: { message: 'No quota', type: 'new_api_error', code: 'insufficient_user_quota' },
		};
		expect(await thrownBy({ status: 403, body })).toMatchObject({
			name: 'NodeApiError',
			message: 'The balance or quota is used up (403): No quota [item 0]',
			description: failures.quota.advice,
			httpCode: '403',
			context: { itemIndex: 0 },
		});
	});

	it.each([
		[401, 'The gateway refused access (401)'],
		[404, 'The gateway responded with 404'],
		[429, 'Too many requests (429)'],
		[500, 'The gateway responded with 500'],
		[502, 'The gateway responded with 502'],
		[503, 'The gateway responded with 503'],
		[504, 'The gateway responded with 504'],
	])('status %i: its own sentence, not one that n8n has for the number', async (status, begin) => {
		const { httpCode, message } = await thrownBy(
			{ status, body: { error: { message: 'Said by the gateway' } } },
			{ batch: { maxTries: 1 } },
		);
		expect(message).toBe(`${begin}: Said by the gateway [item 0]`);
		expect(httpCode).toBe(String(status));
	});

	it('a connection that broke off: nobody is told to try again at once', async () => {
		const { description, message } = await thrownBy({ kind: 'cut', when: 'beforeBody' });
		expect(message).toMatch(/^The connection to the gateway broke off: .+ \[item 0\]$/);
		expect(description).toBe(failures.cut.advice);
	});

	it('a gateway that is not there', async () => {
		rig.connect('openAiCompatible', { baseUrl: 'http://127.0.0.1:1' });
		const { description, message } = await thrownBy(undefined, { batch: { maxTries: 1 } });
		expect(message).toMatch(/^The gateway could not be reached: .+ \[item 0\]$/);
		expect(description).toBe(failures.network.advice);
	});

	it('values that do not fit: all of them, by their names in the editor', async () => {
		const error = await thrownBy(undefined, {
			// n8n itself stops at an empty prompt that is no expression.
			prompt: '={{ "" }}',
			size: 'huge',
			aspectRatio: '7:5',
			quality: 'high',
			options: { n: 99 },
		});
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error.message).toBe('Prompt is empty, but Nano Banana needs it for Generate. [item 0]');
		expect(error.description).toBe(
			'Also: Number of Images is "99", but Nano Banana takes a whole number from 1 to 10. Nothing was sent and nothing was billed.',
		);
		expect(ordersOf(rig)).toBe(0);
	});

	it('the item that it is about', async () => {
		const error = await thrownBy(
			undefined,
			{ size: '64x64', options: { n: '={{ $json.n }}' } },
			{ items: [{ json: { n: 1 } }, { json: { n: 1 } }, { json: { n: 0 } }] },
		);
		expect(error.message).toContain('Number of Images is "0"');
		expect(error.message).toContain('[item 2]');
		expect(error.context.itemIndex).toBe(2);
	});
});

describe('a credential without an address', () => {
	const sentence =
		'Base URL is empty, but OpenAI-Compatible has no address of its own. Enter it in the credential.';

	it('is named by the error', async () => {
		rig.connect('openAiCompatible', { baseUrl: '' });
		const { description, message } = await thrownBy(undefined);
		expect(message).toContain(sentence);
		expect(description).toBe('Nothing was sent and nothing was billed.');
	});

	it('fails each item in a node that goes on', async () => {
		rig.connect('openAiCompatible', { baseUrl: '' });
		const result = await rig.order(generate, {
			items: [{ json: { n: 0 } }, { json: { n: 1 } }],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(result.items(nodeName)).toEqual(
			[0, 1].map((item) => ({
				json: { error: expect.objectContaining({ message: `${sentence} [item ${item}]` }) },
				pairedItem: { item },
			})),
		);
	});
});
