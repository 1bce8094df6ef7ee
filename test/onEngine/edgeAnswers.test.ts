import { gzipSync } from 'node:zlib';

import type { Interception } from '../../tools/gateway/interception';
import { failOn, generate } from './support/failures';
import { promptItems } from './support/batch';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const newApi = (message: string, code: string) => ({
	error: { message, type: 'new_api_error', param: '', code },
});

/** What was answered after the order had been billed. */
const answers: ReadonlyArray<readonly [string, Interception & { readonly status: number }]> = [
	['Nest', { status: 500, body: { statusCode: 500, message: 'Internal server error' } }],
	[
		'Spring',
		{
			status: 500,
			body: { timestamp: 1, path: '/v1/x', status: 500, error: 'Internal Server Error' },
		},
	],
	['Portkey', { status: 500, body: { status: 'failure', message: 'Something went wrong' } }],
	[
		'LiteLLM',
		{ status: 408, body: { error: { message: 'litellm.Timeout: timed out', code: '408' } } },
	],
	[
		'new-api that waited no longer',
		{
			status: 500,
			body: newApi('do request failed: context deadline exceeded', 'do_request_failed'),
		},
	],
	[
		'new-api that lost its upstream',
		{
			status: 502,
			body: newApi('bad response status code 502', 'bad_response_status_code'),
		},
	],
	[
		'Fastly',
		{ status: 503, headers: { 'retry-after': '0' }, body: '<title>503 first byte timeout</title>' },
	],
	[
		'a page that is compressed',
		{
			status: 502,
			headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' },
			body: gzipSync('<title>502 Bad Gateway</title>'),
		},
	],
	[
		'16 MB of text that ask for a repeat',
		{ status: 200, headers: { 'x-should-retry': 'true' }, body: 'no picture '.repeat(1_500_000) },
	],
];

describe.each(answers)('%s', (_title, answer) => {
	it('is ordered once, and told as perhaps billed', async () => {
		const { billed, error, orders } = await failOn(rig, () => ({ ...answer, billed: true }));
		expect({ billed, orders, attempts: error.attempts, retryable: error.retryable }).toEqual({
			...{ billed: 1, orders: 1, attempts: 1, retryable: false },
		});
		expect(error.description).toMatch(/may have been (made and )?billed/);
		expect(error.message).not.toContain('[data]');
	}, 20_000);

	it('is not ordered again by Retry On Fail', async () => {
		rig.gateway.intercept(() => ({ ...answer, billed: true }));
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const result = await rig.order(generate, { items: promptItems(1), settings });
		expect(result.error?.message).toContain('It was not requested again, since it may have been');
		expect(rig.gateway.ledger).toHaveLength(1);
		expect(result.items(nodeName)).toEqual([]);
	}, 20_000);
});
