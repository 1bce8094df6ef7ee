import { readImageInfo } from '../../nodes/ImageEdit/image/imageInfo';
import { TruncationDetector } from '../../nodes/ImageEdit/image/truncation';
import { drawPicture } from '../helpers/pictures';

async function isWhole(bytes: Buffer, chunk: number): Promise<boolean> {
	const info = readImageInfo(bytes);
	if (!info) throw new Error('no picture');
	const seeker = new TruncationDetector(info, bytes.subarray(0, 64));
	for (let at = 0; at < bytes.length; at += chunk) seeker.see(bytes.subarray(at, at + chunk));
	return seeker.isWhole;
}

const types = ['gif', 'jpeg', 'png', 'webp'] as const;
const chunks = [1, 2, 3, 7, 1000, 1e9];

it.each(types)('knows a whole %s, however it is cut into chunks', async (type) => {
	const bytes = await drawPicture({ type, alpha: type !== 'jpeg' });
	for (const chunk of chunks) expect(await isWhole(bytes, chunk)).toBe(true);
});

it.each(types)('tolerates bytes behind the end of a %s', async (type) => {
	const bytes = Buffer.concat([
		await drawPicture({ type, alpha: type !== 'jpeg' }),
		Buffer.alloc(9),
	]);
	for (const chunk of chunks) expect(await isWhole(bytes, chunk)).toBe(true);
});

it.each(types)('knows a %s that was cut off', async (type) => {
	const bytes = await drawPicture({ type, alpha: type !== 'jpeg' });
	for (const share of [0.5, 0.9]) {
		const cut = bytes.subarray(0, Math.floor(bytes.length * share));
		for (const chunk of chunks) expect(await isWhole(cut, chunk)).toBe(false);
	}
});

it('does not judge formats whose end it does not know', async () => {
	const bytes = await drawPicture({ type: 'avif' });
	expect(await isWhole(bytes.subarray(0, -20), 100)).toBe(true);
});
