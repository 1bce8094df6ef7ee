import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { Readable } from 'node:stream';
import { knownIds } from '../../nodes/ImageEdit/catalogue/models';
import { searchModels } from '../../nodes/ImageEdit/run/modelList';

interface Reply {
	readonly status?: number;
	readonly location?: string;
	readonly body?: unknown;
}

const own = 'https://gateway.example/v1/models';

/** The list behind the model field, as n8n asks for it, from a web that answers by address. */
async function searched(
	replies: Readonly<Record<string, Reply>>,
	{ filter, operation = 'edit' }: { filter?: string; operation?: string } = {},
) {
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
		getCredentials: async () => ({
			gateway: 'openAiCompatible',
			baseUrl: 'https://gateway.example/v1',
			apiKey: 'sk-0123456789',
		}),
		helpers: {
			httpRequest: ask('plain'),
			httpRequestWithAuthentication: async (_name: string, options: { url: string }) =>
				await withKey(options),
		},
	} as unknown as ILoadOptionsFunctions;
	const { results } = await searchModels.call(context, filter);
	return { asked, results, ids: results.map(({ value }) => value) };
}

const listOf = (...ids: readonly string[]): Reply => ({
	body: { data: ids.map((id) => ({ id })) },
});

describe('without a list', () => {
	it.each<[string, Readonly<Record<string, Reply>>]>([
		['the gateway has none', {}],
		['the key is wrong', { [own]: { status: 401 } }],
		['the key may not', { [own]: { status: 403 } }],
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
