import { deliverAll } from '../../nodes/ImageEdit/transport/deliver';
import { withDigest } from '../../nodes/ImageEdit/transport/digest';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { chunked, drawPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';

const addresses = ['https://files.example/a.png', 'https://files.example/b.png'] as const;

/** How many images come of two addresses of the same bytes, in these lists of one answer. */
async function kept(lists: readonly [number, number]): Promise<number> {
	const clock = virtualClock();
	const body = await drawPicture();
	const { http } = fakeWeb({ [addresses[0]]: [{ body }], [addresses[1]]: [{ body }] });
	const store = withDigest(memoryStore);
	const deps = { http, store, clock, download: true, base: 'https://gateway.example/v1' };
	const pictures = lists.map((list, at) => ({
		kind: 'url' as const,
		url: addresses[at] ?? '',
		list,
	}));
	const placed = { answer: { pictures, body: undefined }, spooled: [] };
	return (await clock.run(deliverAll(deps, placed))).pictures.length;
}

it.each([[[0, 1]], [[1, 0]]])(
	'one image that came as bytes and as a URL has what is known of both, whichever came first',
	async (order) => {
		const clock = virtualClock();
		const body = await drawPicture();
		const url = addresses[0];
		const { http } = fakeWeb({ [url]: [{ body }] });
		const deps = {
			...{ http, clock, download: true, base: 'https://gateway.example/v1' },
			store: withDigest(memoryStore),
		};
		const both = [
			{ kind: 'base64', base64: body.toString('base64'), list: 0 },
			{ kind: 'url', url, revisedPrompt: 'A cat, painted', list: 1 },
		] as const;
		const pictures = order.flatMap((at) => both[at] ?? []);
		const response = { status: 200, headers: {}, body: chunked(body), source: undefined };
		const placed = { answer: { pictures, body: undefined }, spooled: [], response };
		const { pictures: kept } = await clock.run(deliverAll(deps, placed));
		expect(kept).toEqual([
			expect.objectContaining({
				url,
				revisedPrompt: 'A cat, painted',
				stored: expect.objectContaining({ bytes: body.length }) as object,
			}),
		]);
	},
);

it('takes the same image in two lists for one, and twice in one list for two', async () => {
	expect(await kept([0, 1])).toBe(1);
	expect(await kept([0, 0])).toBe(2);
});
