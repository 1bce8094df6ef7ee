import { deliverAll } from '../../nodes/ImageEdit/transport/deliver';
import { withDigest } from '../../nodes/ImageEdit/transport/digest';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { drawPicture } from '../helpers/pictures';
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

it('takes the same image in two lists for one, and twice in one list for two', async () => {
	expect(await kept([0, 1])).toBe(1);
	expect(await kept([0, 0])).toBe(2);
});
