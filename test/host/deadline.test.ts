import type { IExecuteFunctions } from 'n8n-workflow';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { withDeadline, withinTime } from '../../nodes/ImageEdit/host/deadline';
import { readRunSettings } from '../../nodes/ImageEdit/host/settings';

it('a body without an end is given up also when its time runs out while nobody reads', async () => {
	const endless = (async function* () {
		for (; ; await turn()) yield Buffer.from('a');
	})();
	const reading = async () => {
		for await (const chunk of withDeadline(endless, 50)) {
			expect(chunk).toHaveLength(1);
			await sleep(200);
		}
	};
	await expect(reading()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});

it.each([
	[1.1, 1_100],
	[1.0005, 1_001],
	[600, 600_000],
	[10_000_000, 2 ** 31 - 10_000],
	[0, 1_000],
	['soon', 600_000],
])('a Timeout of %p becomes one that Node can keep: %d ms', (timeout, milliseconds) => {
	const context = { getNodeParameter: () => ({ timeout }) } as unknown as IExecuteFunctions;
	const settings = readRunSettings(context);
	expect(settings.timeout).toBe(milliseconds);
	expect(() => AbortSignal.timeout(settings.timeout)).not.toThrow();
});

describe('a deadline that is not needed any more', () => {
	afterEach(() => jest.restoreAllMocks());

	/** Who still listens to the signal of the deadline. */
	function watched() {
		const { signal } = new AbortController();
		const listeners = new Set<unknown>();
		const add = signal.addEventListener.bind(signal);
		signal.addEventListener = (type: string, listener: never) => {
			listeners.add(listener);
			add(type, listener);
		};
		const remove = signal.removeEventListener.bind(signal);
		signal.removeEventListener = (type: string, listener: never) => {
			listeners.delete(listener);
			remove(type, listener);
		};
		jest.spyOn(AbortSignal, 'timeout').mockReturnValue(signal);
		return listeners;
	}

	it('is listened to no longer, whether a body was read or given up', async () => {
		const listeners = watched();
		const body = async function* () {
			yield Uint8Array.of(1);
			yield Uint8Array.of(2);
		};
		let seen = 0;
		for await (const chunk of withDeadline(body(), 60_000)) seen += chunk.length;
		expect([seen, listeners.size]).toEqual([2, 0]);
		for await (const chunk of withDeadline(body(), 60_000)) if (chunk.length > 0) break;
		expect(listeners.size).toBe(0);
	});

	it('is listened to no longer once the head of an answer came, or none will', async () => {
		const listeners = watched();
		await withinTime(Promise.resolve(1), 60_000);
		expect(listeners.size).toBe(0);
		await expect(withinTime(Promise.reject(new RangeError('no')), 60_000)).rejects.toThrow('no');
		expect(listeners.size).toBe(0);
	});
});

it.each([
	['read to its end', 2, true],
	['left in the middle', 1, true],
])('a body that was %s is closed', async (_what, most, isClosed) => {
	let wasClosed = false;
	const body = (async function* () {
		yield Uint8Array.of(1);
		yield Uint8Array.of(2);
	})();
	const stream = Object.assign(body, { destroy: () => (wasClosed = true) });
	let seen = 0;
	for await (const chunk of withDeadline(stream, 60_000)) {
		seen += chunk.length;
		expect(wasClosed).toBe(false);
		if (seen === most && most === 1) break;
	}
	expect(wasClosed).toBe(isClosed);
});
