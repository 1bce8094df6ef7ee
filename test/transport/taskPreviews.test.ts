import { awaitTask } from '../../nodes/ImageEdit/transport/awaitTask';
import type { Reply } from '../helpers/fakeWeb';
import { memoryStore } from '../helpers/fakeWeb';
import { drawPicture } from '../helpers/pictures';
import { first, means, waitingFor } from '../helpers/waitingTask';

/** Long enough to be taken out of a text; without a shade it is no picture. */
const longBase64 = async (shade?: number) =>
	(shade === undefined
		? Buffer.alloc(5_000, 7)
		: await drawPicture({ width: 1_200, height: 1_200, type: 'jpeg', alpha: false, shade })
	).toString('base64');

describe('beside a task that is not finished', () => {
	const beside = (...all: readonly string[]): Reply => ({
		body: { data: all.map((b64_json) => ({ b64_json })), status: 'processing', id: 't1' },
	});
	const last = async (more: object[] = []): Promise<Reply> => ({
		body: { data: [...more, { b64_json: await longBase64(3) }], status: 'succeeded' },
	});

	it.each<[string, ReadonlyArray<number | undefined>, number]>([
		['an image makes its end be asked for twice', [1], 3],
		['an image beside noise does so, too', [undefined, 1], 3],
		['noise does not', [undefined], 2],
		['nothing does not', [], 2],
	])('%s', async (_what, shades, times) => {
		const preview = beside(...(await Promise.all(shades.map(longBase64))));
		const { asked, outcome } = await waitingFor({ [first]: [preview, await last()] });
		expect(asked).toHaveLength(times);
		expect(outcome).toMatchObject({ spooled: [{ binary: await longBase64(3) }] });
	});

	it('an image makes its end be asked for twice where an address stands there as well', async () => {
		const end = await last([{ url: 'https://files.example/0.png' }]);
		const { asked, outcome } = await waitingFor({
			[first]: [beside(await longBase64(1)), end],
		});
		expect(asked).toHaveLength(3);
		expect(outcome).toMatchObject({ spooled: [{ binary: await longBase64(3) }] });
	});

	it('an image does not where an address alone stands at its end', async () => {
		const end = { body: { data: [{ url: 'https://files.example/0.png' }], status: 'succeeded' } };
		const { asked } = await waitingFor({ [first]: [beside(await longBase64(1)), end] });
		expect(asked).toHaveLength(2);
	});
});

it('stores no preview of a task twice, and the image at its end', async () => {
	const drawn = await drawPicture({ width: 1_200, height: 1_200, type: 'jpeg', alpha: false });
	const base64 = drawn.toString('base64');
	expect(base64.length).toBeGreaterThan(4_096);
	const preview: Reply = { body: { data: [{ b64_json: base64 }], status: 'processing', id: 't1' } };
	const end: Reply = { body: { data: [{ b64_json: base64 }], status: 'succeeded' } };
	const { clock, deps } = means({ [first]: [preview, preview, preview, end] });
	let stored = 0;
	const store: typeof memoryStore = async (bytes, response) => {
		stored++;
		return await memoryStore(bytes, response);
	};
	const placed = await clock.run(awaitTask({ ...deps, store }, { taskId: 't1', status: '' }));
	expect(placed.spooled.map((one) => one && 'binary' in one && one.binary)).toEqual([base64]);
	expect(stored).toBe(2);
});
