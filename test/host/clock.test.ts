import type { IExecuteFunctions } from 'n8n-workflow';
import { clockOf } from '../../nodes/ImageEdit/host/clock';
import { askedWait } from '../../nodes/ImageEdit/transport/retry';

const clock = clockOf({} as IExecuteFunctions);
const hour = 3_600_000;

afterEach(() => jest.restoreAllMocks());

it.each([
	['back', -hour],
	['forward', hour],
])('a length is the same when the time of day is set %s by an hour', async (_where, step) => {
	const date = Date.now();
	const begin = clock.now();
	jest.spyOn(Date, 'now').mockImplementation(() => date + step);
	await clock.sleep(30);
	const passed = clock.now() - begin;
	expect(passed).toBeGreaterThanOrEqual(25);
	expect(passed).toBeLessThan(hour / 2);
});

it('a date in a header is compared with the time of day', () => {
	const noon = Date.UTC(2026, 0, 1, 12);
	jest.spyOn(Date, 'now').mockImplementation(() => noon);
	const headers = { 'retry-after': new Date(noon + 7_000).toUTCString() };
	expect(askedWait(headers, clock.date())).toBe(7_000);
});

describe('a cancelled execution', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it.each([0, 1_200, 3_000])(
		'ends a sleep of an hour within a second, %d ms after it began',
		async (milliseconds) => {
			const controller = new AbortController();
			const getExecutionCancelSignal = () => controller.signal;
			const own = clockOf({ getExecutionCancelSignal } as unknown as IExecuteFunctions);
			const ends: unknown[] = [];
			const sleeping = own.sleep(hour).catch((error: unknown) => ends.push(error));
			await jest.advanceTimersByTimeAsync(milliseconds);
			expect(ends).toEqual([]);
			controller.abort();
			await jest.advanceTimersByTimeAsync(1_000);
			expect(ends).toMatchObject([{ facts: { kind: 'canceled' } }]);
			await sleeping;
		},
	);

	it('sleeps no more at all, and a sleep of no length fails, too', async () => {
		const own = clockOf({
			getExecutionCancelSignal: () => AbortSignal.abort(),
		} as unknown as IExecuteFunctions);
		await expect(own.sleep(hour)).rejects.toMatchObject({ facts: { kind: 'canceled' } });
		await expect(own.sleep(0)).rejects.toMatchObject({ facts: { kind: 'canceled' } });
	});

	it('that was not cancelled sleeps to the end, and not longer', async () => {
		const own = clockOf({} as IExecuteFunctions);
		let isAwake = false;
		void own.sleep(1_700).then(() => (isAwake = true));
		await jest.advanceTimersByTimeAsync(1_699);
		expect(isAwake).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		expect(isAwake).toBe(true);
	});
});

describe('a sleep whose end may no longer be wanted', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it.each([0, 400, 60_200])('ends within half a second, %d ms after it began', async (after) => {
		const over = new Error('over');
		let isOver = false;
		const own = clockOf({} as IExecuteFunctions, () => {
			if (isOver) throw over;
		});
		const ends: unknown[] = [];
		const sleeping = own.sleep(hour).catch((error: unknown) => ends.push(error));
		await jest.advanceTimersByTimeAsync(after);
		isOver = true;
		expect(ends).toEqual([]);
		await jest.advanceTimersByTimeAsync(500);
		expect(ends).toEqual([over]);
		await sleeping;
	});

	it('is asked for before each step, and lasts as long as it is told', async () => {
		const asked: number[] = [];
		const begin = performance.now();
		const own = clockOf({} as IExecuteFunctions, () => asked.push(performance.now() - begin));
		const sleeping = own.sleep(1_201);
		await jest.advanceTimersByTimeAsync(1_201);
		await sleeping;
		expect(asked.map(Math.round)).toEqual([0, 500, 1_000]);
	});

	it('of a cancelled execution is told as cancelled all the same', async () => {
		const getExecutionCancelSignal = () => AbortSignal.abort();
		const own = clockOf({ getExecutionCancelSignal } as unknown as IExecuteFunctions, () => {
			throw new Error('over');
		});
		await expect(own.sleep(hour)).rejects.toMatchObject({ facts: { kind: 'canceled' } });
	});
});
