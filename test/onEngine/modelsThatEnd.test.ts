import type { INodeParameters } from 'n8n-workflow';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { models } from '../../nodes/ImageEdit/catalogue/models';
import type { Interception } from '../../tools/gateway/interception';
import { failOn, generate, ordersOf } from './support/failures';
import { model } from './support/parameters';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { imageNode, nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	await answerQuickly(rig.gateway);
	rig.connect('openAiCompatible');
});

/** The rows that the editor offers, as n8n asks for them. */
async function offered(filter?: string, parameters: INodeParameters = {}) {
	const node = imageNode({ resource: 'image', operation: 'edit', ...parameters });
	const { results } = await rig.engine.searchList(node, 'searchModels', filter);
	return results.map(({ name, value }) => ({ name, value: String(value) }));
}

const list = (...rows: readonly object[]): Interception => ({
	status: 200,
	body: { object: 'list', data: rows },
});
const day = 24 * 60 * 60;
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * day;
const dateOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

describe('the list of models in the editor', () => {
	it.each<[string, Interception]>([
		['no list', { status: 404, body: 'Not Found' }],
		['a web page', { status: 200, body: '<html></html>' }],
		['an error', { status: 500, body: { error: { message: 'Oops' } } }],
		['a wrong key', { status: 401, body: { error: { message: 'Wrong key' } } }],
	])(
		'is the catalogue where the gateway has %s, with what has ended told',
		async (_what, answer) => {
			rig.gateway.intercept(() => answer);
			const rows = await offered();
			const able = models.filter(({ operations }) => operations.some((one) => one === 'edit'));
			expect(new Set(rows.map(({ value }) => value))).toEqual(new Set(able.map(({ id }) => id)));
			expect(rows).toContainEqual({ name: 'GPT Image 1 — ended 2026-10-23', value: 'gpt-image-1' });
			expect(rows.some(({ name }) => name.includes('not offered'))).toBe(false);
		},
	);

	it('asks with the key, and puts what the gateway has first', async () => {
		rig.gateway.intercept(() => list({ id: 'gpt-image-2' }, { id: 'new-image' }, { id: 'gpt-9' }));
		const rows = await offered();
		expect(rows.slice(0, 2).map(({ value }) => value)).toEqual(['gpt-image-2', 'new-image']);
		expect(rows.slice(2).every(({ name }) => name.endsWith('(not offered by your gateway)'))).toBe(
			true,
		);
		const [asked] = rig.gateway.requests;
		expect([asked?.method, asked?.path]).toEqual(['GET', '/openai/v1/models']);
	});

	it("puts a gateway's own spelling in the place of the vendor's, and finds it by the same words", async () => {
		rig.gateway.intercept(() =>
			list(
				{ id: 'openai/gpt-image-2' },
				{ id: 'google/gemini-3-pro-image' },
				{ id: 'openai/gpt-image-1' },
				{ id: 'black-forest-labs/flux.2-pro' },
			),
		);
		const rows = await offered();
		expect(rows.slice(0, 4)).toEqual([
			{ name: 'openai/gpt-image-2', value: 'openai/gpt-image-2' },
			{ name: 'google/gemini-3-pro-image', value: 'google/gemini-3-pro-image' },
			{ name: 'openai/gpt-image-1 — ended 2026-10-23', value: 'openai/gpt-image-1' },
			{ name: 'black-forest-labs/flux.2-pro', value: 'black-forest-labs/flux.2-pro' },
		]);
		const ids = rows.map(({ value }) => value);
		for (const id of ['gpt-image-2', 'gemini-3-pro-image', 'flux-2-pro'])
			expect(ids).not.toContain(id);
		expect(await offered('nano banana pro')).toContainEqual(rows[1]);
		const result = await rig.order({ resource: 'model', operation: 'getAll' });
		expect(result.items(nodeName)[0]?.json).toMatchObject({ known: true, name: 'GPT Image 2' });
		expect(result.items(nodeName)[2]?.json).toMatchObject({ ends: '2026-10-23' });
	});

	it('finds by every word that is typed', async () => {
		rig.gateway.intercept(() => list({ id: 'gpt-image-2' }, { id: 'zebra-image' }));
		expect(await offered('IMAGE zebra')).toEqual([{ name: 'zebra-image', value: 'zebra-image' }]);
		expect(await offered('no such model')).toEqual([]);
	});

	it.each([
		['gpt-image-2', 30, 'GPT Image 2 — ends '],
		['gpt-image-2', -1, 'GPT Image 2 — ended '],
		['new-image', 30, 'new-image — ends '],
		['new-image', -1, 'new-image — ended '],
	])("tells the gateway's own shutdown_date: %s in %d days", async (id, days, name) => {
		const date = inDays(days);
		rig.gateway.intercept(() => list({ id, shutdown_date: date }));
		expect(await offered(id)).toContainEqual({ name: `${name}${dateOf(date)}`, value: id });
		// OpenAI's reference has it as a date in text, too.
		rig.gateway.intercept(() => list({ id, shutdown_date: dateOf(date) }));
		expect(await offered(id)).toContainEqual({ name: `${name}${dateOf(date)}`, value: id });
	});

	it.each([inDays(400), null, 'soon', 0])('does not tell of %j', async (date) => {
		rig.gateway.intercept(() => list({ id: 'new-image', shutdown_date: date }));
		expect(await offered('new-image')).toEqual([{ name: 'new-image', value: 'new-image' }]);
	});

	it('believes the gateway that it serves on what has ended elsewhere', async () => {
		rig.gateway.intercept(() => list({ id: 'gpt-image-1', shutdown_date: inDays(400) }));
		expect(await offered('gpt-image-1')).toContainEqual({
			name: 'GPT Image 1 — masks, up to 16 images',
			value: 'gpt-image-1',
		});
	});

	it.each<[GatewayId, string, string[]]>([
		['openRouter', '/openRouter/v1/images/models', ['openai/gpt-image-2']],
		['gemini', '/gemini/v1beta/models', ['gemini-3-pro-image']],
		['chatCompletions', '/chatCompletions/v1/models', ['gemini-3-pro-image', 'gpt-4o-image']],
	])('of %s has no model that makes no images', async (gateway, path, some) => {
		rig.connect(gateway);
		rig.gateway.intercept(() => undefined);
		const rows = await offered();
		const ids = rows.filter(({ name }) => !name.includes('not offered')).map(({ value }) => value);
		expect(ids).toEqual(expect.arrayContaining(some));
		for (const other of ['gemini-3-flash', 'text-embedding-004', 'gpt-5', 'claude-sonnet-5'])
			expect(ids).not.toContain(other);
		expect(rig.gateway.requests.map((request) => request.path)).toEqual([path]);
	});
});

it("the resource Model tells a gateway's own shutdown_date, and the catalogue's", async () => {
	const date = inDays(400);
	rig.gateway.intercept(() =>
		list({ id: 'new-image', shutdown_date: date }, { id: 'gpt-image-1' }, { id: 'gpt-image-2' }),
	);
	const result = await rig.order({ resource: 'model', operation: 'getAll' });
	expect(result.items(nodeName).map(({ json }) => [json.id, json.ends, json.successors])).toEqual([
		['new-image', dateOf(date), undefined],
		['gpt-image-1', '2026-10-23', ['gpt-image-2.6-sunburst', 'gpt-image-2.6-flare']],
		['gpt-image-2', undefined, undefined],
	]);
});

describe('an order of a model that has ended', () => {
	const ended = /^OpenAI ended GPT Image 1 on 2026-10-23; .*Choose gpt-image-2\.6-sunburst or /;
	const error = (message: string, more: object = {}) => ({ error: { message, ...more } });

	it('is placed all the same, with a warning on the output and in the dry run', async () => {
		const parameters = { ...generate, model: model('gpt-image-1') };
		const [made] = (await rig.order(parameters)).items(nodeName);
		expect(made?.json.warnings).toEqual([expect.stringMatching(ended)]);
		expect(ordersOf(rig)).toBe(1);
		const [dry] = (await rig.order({ ...parameters, options: { dryRun: true } })).items(nodeName);
		expect(dry?.json.warnings).toEqual([expect.stringMatching(ended)]);
		expect(ordersOf(rig)).toBe(1);
	});

	it.each<[string, Interception]>([
		['404', { status: 404, body: error('Not found') }],
		['410', { status: 410, body: error('Gone') }],
		[
			"OpenAI's words",
			{
				status: 404,
				body: error('The model `gpt-image-1` has been deprecated', { code: 'model_not_found' }),
			},
		],
		[
			'model_not_found of new-api',
			{ status: 503, body: error('No available channel', { code: 'model_not_found' }) },
		],
		[
			"Google's words",
			{
				status: 404,
				body: error('models/x is not found for API version v1beta', { status: 'NOT_FOUND' }),
			},
		],
		[
			"OpenRouter's words",
			{ status: 400, body: error('openai/gpt-image-1 is not a valid model ID', { code: 400 }) },
		],
		[
			"Azure's words",
			{
				status: 410,
				body: error('The model version has been retired', { code: 'ModelDeprecated' }),
			},
		],
	])('ends in the advice to take another: %s', async (_what, answer) => {
		const failed = await failOn(rig, () => answer, { model: model('openai/gpt-image-1') });
		expect(failed.error.description).toMatch(ended);
		expect(failed.orders).toBe(1);
	});

	it('says nothing of its end where the failure has another reason', async () => {
		const answer = { status: 400, body: error('size is not valid', { code: 'invalid_value' }) };
		const failed = await failOn(rig, () => answer, { model: model('gpt-image-1') });
		expect(failed.error.description).not.toMatch(/ended/);
	});

	it('has no such advice for a model that lives', async () => {
		const answer = { status: 404, body: error('Not found', { code: 'model_not_found' }) };
		const failed = await failOn(rig, () => answer, { model: model('gpt-image-2') });
		expect(failed.error.description).not.toMatch(/ended|ends/);
	});
});
