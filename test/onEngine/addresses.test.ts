import type { IDataObject } from 'n8n-workflow';

import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import { generate, ordersOf } from './support/failures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	await answerQuickly(rig.gateway);
});

describe('the base URL of the credential', () => {
	it.each<[string, (origin: string) => string]>([
		['with /v1', (origin) => `${origin}/openai/v1`],
		['without /v1', (origin) => `${origin}/openai`],
		['with a slash at the end', (origin) => `${origin}/openai/v1/`],
		['with slashes and without /v1', (origin) => `${origin}/openai//`],
		['with the path of a call', (origin) => `${origin}/openai/v1/images/edits`],
		['with the path of a call and a slash', (origin) => `${origin}/openai/v1/images/generations/`],
		['with the path of the models', (origin) => `${origin}/openai/v1/models`],
		['with blanks around it', (origin) => `  ${origin}/openai/v1 `],
	])('may be written %s', async (_title, written) => {
		rig.connect('openAiCompatible', { baseUrl: written(rig.gateway.origin) });
		const result = await rig.order(generate);
		expect(result.error).toBeUndefined();
		expect(rig.gateway.requests.map(({ path }) => path)).toEqual(['/openai/v1/images/generations']);
	});

	it.each(gateways.flatMap((gateway) => ('baseUrl' in gateway ? [gateway] : [])))(
		'may be empty for $label, which has an address of its own',
		async ({ baseUrl, id }) => {
			rig.connect(id, { baseUrl: '' });
			const result = await rig.order({ ...generate, options: { dryRun: true } });
			const request = result.items(nodeName)[0]?.json.request as IDataObject;
			// What follows is the way to order of the gateway.
			expect(request.url).toMatch(
				new RegExp(`^${baseUrl.replaceAll('.', '\\.')}/(images|models)(/|$)`),
			);
			expect(ordersOf(rig)).toBe(0);
		},
	);

	it.each(['bella', 'openAiCompatible'] as const)('may not be empty for %s', async (id) => {
		rig.connect(id, { baseUrl: ' ' });
		const result = await rig.order(generate);
		expect(result.error?.message).toMatch(/^Base URL is empty, but .+ has no address of its own/);
	});

	it.each(['ftp://images.example', 'http://', 'nonsense with blanks'])(
		'is refused when it is no web address: %s',
		async (baseUrl) => {
			rig.connect('openAiCompatible', { baseUrl });
			const result = await rig.order(generate);
			expect(result.error?.message).toContain('is not a web address');
		},
	);
});
