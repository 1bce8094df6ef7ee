import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { Readable } from 'node:stream';
import { knownIds, models } from '../../nodes/ImageEdit/catalogue/models';
import type { ModelEntry } from '../../nodes/ImageEdit/catalogue/types';
import { readAccess } from '../../nodes/ImageEdit/request/access';
import { getAllModels, searchModels } from '../../nodes/ImageEdit/run/modelList';

interface Reply {
	readonly status?: number;
	readonly location?: string;
	readonly body?: unknown;
}

const own = 'https://gateway.example/v1/models';

const credential = { gateway: 'openAiCompatible', baseUrl: 'https://gateway.example/v1' };
const apiKey = 'sk-0123456789';

type Replies = Readonly<Record<string, Reply>>;

/** A node whose gateway answers by address, and what it was asked for. */
function asking(replies: Replies, gateway: string, operation?: string) {
	const asked: string[] = [];
	const ask = (how: string) => async (options: { url: string }) => {
		asked.push(`${how} ${options.url}`);
		const { body = '', location, status = 200 } = replies[options.url] ?? { status: 404 };
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return {
			statusCode: status,
			headers: location === undefined ? {} : { location },
			body: Readable.from([Buffer.from(text)]),
		};
	};
	const withKey = ask('key');
	const context = {
		getCurrentNodeParameter: () => operation,
		getCredentials: async () => ({ ...credential, gateway, apiKey }),
		helpers: {
			httpRequest: ask('plain'),
			httpRequestWithAuthentication: async (_name: string, options: { url: string }) =>
				await withKey(options),
		},
	};
	return { asked, context };
}

/** The list behind the model field, as n8n asks for it. */
async function searched(
	replies: Replies,
	{
		filter,
		gateway = 'openAiCompatible',
		operation = 'edit',
	}: { filter?: string; gateway?: string; operation?: string | undefined } = {},
) {
	const { asked, context } = asking(replies, gateway, operation);
	const { results } = await searchModels.call(context as unknown as ILoadOptionsFunctions, filter);
	return { asked, results, ids: results.map(({ value }) => value) };
}

/** What the node puts out for each model. */
async function listed(replies: Replies, gateway = 'openAiCompatible') {
	const { context } = asking(replies, gateway);
	const access = readAccess({ ...credential, gateway, apiKey });
	const { outcomes } = await getAllModels(context as unknown as IExecuteFunctions, access);
	return (outcomes[0]?.items ?? []).map(({ json }) => json);
}

const listOf = (...ids: readonly string[]): Reply => ({
	body: { data: ids.map((id) => ({ id })) },
});

describe('without a list', () => {
	it.each<[string, Readonly<Record<string, Reply>>]>([
		['the gateway has none', {}],
		['the key is wrong', { [own]: { status: 401 } }],
		['the key may not', { [own]: { status: 403 } }],
		['it breaks off with a list in it', { [own]: { ...listOf('x-image'), status: 500 } }],
		['it is a page', { [own]: { body: '<html></html>' } }],
	])('the catalogue is offered, nothing of it as absent, when %s', async (_title, replies) => {
		const { ids, results } = await searched(replies);
		expect(ids).toContain('gpt-image-2');
		expect(ids.every((id) => knownIds.includes(String(id)))).toBe(true);
		expect(results.some(({ name }) => name.includes('not offered'))).toBe(false);
	});

	it('only what can do the operation is offered', async () => {
		const { ids } = await searched({}, { operation: 'expand' });
		expect(ids).toContain('kling-image');
		expect(ids).not.toContain('gpt-image-2');
	});
});

describe('with a list', () => {
	const list = { [own]: listOf('brand-new-image', 'gpt-image-2', 'gpt-9-chat', 'sora-video') };

	it('what the gateway has comes first, then what only it knows, then the rest as not offered', async () => {
		const { ids, results } = await searched(list);
		expect(ids.slice(0, 2)).toEqual(['gpt-image-2', 'brand-new-image']);
		expect(ids).not.toContain('gpt-9-chat');
		expect(ids).not.toContain('sora-video');
		const absent = results.filter(({ name }) => name.endsWith('(not offered by your gateway)'));
		expect(absent.map(({ value }) => value)).toEqual(ids.slice(2));
	});

	it.each([
		['BRAND', ['brand-new-image']],
		['image  brand', ['brand-new-image']],
		['gpt-image-2 brand', []],
	])('a search for "%s" wants every word, in any order and any letters', async (filter, found) => {
		expect((await searched(list, { filter })).ids).toEqual(found);
	});

	it('a blank search finds all', async () => {
		const { ids } = await searched(list);
		expect((await searched(list, { filter: ' ' })).ids).toEqual(ids);
		expect((await searched(list, { filter: '' })).ids).toEqual(ids);
	});

	it('an id of 200 characters is a model, and one of 201 or none is not', async () => {
		const [longest, tooLong] = ['image'.padEnd(200, 'x'), 'image'.padEnd(201, 'x')];
		const { ids } = await searched({ [own]: listOf(longest, tooLong, '') });
		expect(ids.filter((id) => !knownIds.includes(String(id)))).toEqual([longest]);
	});
});

describe('a list in pages', () => {
	const page = (id: string, nextPageToken: unknown): Reply => ({
		body: { models: [{ name: `models/${id}` }], nextPageToken },
	});

	it('is asked for to its end', async () => {
		const { asked, ids } = await searched({
			[own]: page('a-image', 'two/2'),
			[`${own}?pageToken=two%2F2`]: page('b-image', 'three'),
			[`${own}?pageToken=three`]: page('c-image', ''),
		});
		expect(ids.slice(0, 3)).toEqual(['a-image', 'b-image', 'c-image']);
		expect(asked).toHaveLength(3);
	});

	it('ends where a page does not come, and after 20 of them', async () => {
		expect((await searched({ [own]: page('a-image', 'x') })).ids[0]).toBe('a-image');
		const same = page('a-image', 'x');
		const { asked } = await searched({ [own]: same, [`${own}?pageToken=x`]: same });
		expect(asked).toHaveLength(20);
	});
});

it('a list that lies at another origin is asked for there without the key', async () => {
	const far = 'https://lists.example/models';
	const { asked, ids } = await searched({
		[own]: { status: 302, location: far },
		[far]: listOf('brand-new-image'),
	});
	expect(asked).toEqual([`key ${own}`, `plain ${far}`]);
	expect(ids[0]).toBe('brand-new-image');
});

describe('what makes no images', () => {
	const rows = [
		{ id: 'plain-chat', architecture: { output_modalities: ['text', 'image'] } },
		{ id: 'no-image', architecture: { output_modalities: ['text'] } },
		{ id: 'untold-chat' },
		{ id: 'untold-image' },
	];
	const list = { [own]: { body: { data: rows } } };
	const ofList = (ids: readonly unknown[]) => ids.filter((id) => rows.some((row) => row.id === id));

	it('is not offered: by the list where it tells, else by its name', async () => {
		expect(ofList((await searched(list)).ids)).toEqual(['plain-chat', 'untold-image']);
	});

	it.each([
		['of images', 'openAiCompatible', ['plain-chat', 'untold-chat', 'untold-image']],
		['of chats', 'chatCompletions', ['plain-chat', 'untold-image']],
	])('is told by name only at a gateway %s', async (_what, gateway, ids) => {
		expect((await listed(list, gateway)).map(({ id }) => id)).toEqual(ids);
	});

	it.each([
		['gemini-9-image', true],
		['gemini-9-banana', true],
		['gemini-9-pro', false],
		['qwen3-edit', true],
		['qwen3-max', false],
		['code-edit', false],
		['kling-v9', true],
		['seedream-9', true],
		['wan3-pro', true],
		['wan-chat', false],
		['kling-video', false],
		['wan3-t2v', false],
		['flux-tts', false],
		['image-embed', false],
	])('%s does so: %s', async (id, isOffered) => {
		const { ids } = await searched({ [own]: listOf(id) }, { operation: 'generate' });
		expect(ids.includes(id)).toBe(isOffered);
	});
});

describe('a model under a spelling of the gateway', () => {
	const named = (ids: readonly unknown[]) => ids.filter((id) => String(id).includes('gpt-image-2'));

	it('stands in the place of the one of the catalogue', async () => {
		const { ids } = await searched({ [own]: listOf('openai/gpt-image-2') });
		expect(named(ids)).toContain('openai/gpt-image-2');
		expect(named(ids)).not.toContain('gpt-image-2');
	});

	it('stands beside it where the gateway lists both, each once', async () => {
		const { ids } = await searched({ [own]: listOf('openai/gpt-image-2', 'gpt-image-2') });
		expect(ids.slice(0, 2)).toEqual(['gpt-image-2', 'openai/gpt-image-2']);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('is found by what the catalogue says of it, as are all by what their rows say', async () => {
		const list = { [own]: listOf('openai/gpt-image-2') };
		const ids = async (filter: string) => (await searched(list, { filter })).ids;
		expect(await ids('openai mask')).toContain('openai/gpt-image-2');
		expect(await ids('not offered flux')).not.toEqual([]);
		expect(await ids('openai/gpt-image-2 offered')).toEqual([]);
	});

	it('is offered for what it can do alone, and for all where no operation is chosen', async () => {
		const list = { [own]: listOf('openai/gpt-image-2') };
		const at = async (operation?: string) =>
			(await searched(list, { operation })).ids.includes('openai/gpt-image-2');
		expect(await at('edit')).toBe(true);
		expect(await at('tryOn')).toBe(false);
		const { context } = asking(list, 'openAiCompatible');
		const all = await searchModels.call(context as unknown as ILoadOptionsFunctions);
		expect(all.results.map(({ value }) => value)).toContain('openai/gpt-image-2');
	});
});

describe('the day on which a model ends', () => {
	afterEach(() => jest.restoreAllMocks());

	it.each([
		['2027-03-01', '2027-03-01'],
		['2027-03-01T12:00:00Z', '2027-03-01'],
		[Date.UTC(2027, 2, 1) / 1000, '2027-03-01'],
		[0, undefined],
		[-5, undefined],
		[8.65e12, undefined],
		['soon', undefined],
		[null, undefined],
	])('is read of %j as %s', async (shutdown_date, ends) => {
		const rows = await listed({ [own]: { body: { data: [{ id: 'x-image', shutdown_date }] } } });
		expect(rows).toEqual([{ id: 'x-image', known: false, ...(ends && { ends }) }]);
	});

	it('comes from the list before the vendor, and its successors from the vendor', async () => {
		const data = [{ id: 'gpt-image-1', shutdown_date: '2031-01-01' }, { id: 'gpt-image-1-mini' }];
		const [told, untold] = await listed({ [own]: { body: { data } } });
		const successors = ['gpt-image-2.6-sunburst', 'gpt-image-2.6-flare'];
		expect(told).toMatchObject({ ends: '2031-01-01', successors });
		expect(untold).toMatchObject({ ends: '2026-12-01', successors });
	});

	it('stands in the row of a model, known or not, from two months before', async () => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2027, 1, 1));
		const day = (id: string, shutdown_date: string) => ({ id, shutdown_date });
		const data = [
			day('gpt-image-2', '2027-03-01'),
			day('x-image', '2027-03-01'),
			day('y-image', '2027-01-01'),
			day('z-image', '2028-01-01'),
		];
		const { results } = await searched({ [own]: { body: { data } } });
		expect(results.slice(0, 4).map(({ name }) => name)).toEqual([
			'GPT Image 2 — ends 2027-03-01',
			'x-image — ends 2027-03-01',
			'y-image — ended 2027-01-01',
			'z-image',
		]);
	});
});

describe('the models that the node puts out', () => {
	it('have what all variants of a model can do together', async () => {
		const [row] = await listed({ [own]: listOf('kling-image') });
		const entries = models.filter(({ id }) => id === 'kling-image') as readonly ModelEntry[];
		expect(entries.length).toBeGreaterThan(1);
		const operations = entries.flatMap((entry) => entry.operations);
		const fields = entries.flatMap((entry) => entry.fields.map(({ name }) => name));
		expect(row?.operations).toEqual([...new Set(operations)]);
		expect(row?.fields).toEqual([...new Set(fields)]);
		expect((await listed({ [own]: listOf('gpt-image-2') }))[0]).not.toHaveProperty('modelNames');
	});

	it('and the words of a refusal hold no key', async () => {
		const echoed = { error: { message: `Wrong key ${apiKey}` } };
		const refused = listed({ [own]: { status: 401, body: echoed } });
		await expect(refused).rejects.toThrow('Wrong key');
		await expect(refused).rejects.not.toThrow(apiKey);
		const rows = await listed({ [own]: listOf(`image-${apiKey}`) });
		expect(JSON.stringify(rows)).not.toContain(apiKey);
	});

	it('end with the page before one that did not come well', async () => {
		const page = (id: string) => ({ models: [{ name: `models/${id}` }], nextPageToken: 'x' });
		const rows = await listed({
			[own]: { body: page('a-image') },
			[`${own}?pageToken=x`]: { status: 500, body: page('b-image') },
		});
		expect(rows.map(({ id }) => id)).toEqual(['a-image']);
	});
});
