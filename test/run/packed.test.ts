import { pack, unpack } from '../../nodes/ImageEdit/run/packed';

it.each([[null], [0], ['çà 漢字 🐈'], [[1, [2]]], [{ a: { b: [true, 'x'] } }]])(
	'packs %j and unpacks it',
	async (value) => {
		expect(await unpack(await pack(value))).toEqual(value);
	},
);

it('packs many alike into little', async () => {
	const value = Array.from({ length: 100 }, (_none, item) => ({ item, prompt: 'A cat on a mat' }));
	const packed = await pack(value);
	expect(packed).toMatch(/^[\w+/]+=*$/);
	expect(packed.length).toBeLessThan(JSON.stringify(value).length / 5);
});
