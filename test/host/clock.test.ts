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
	const cancelledAfter = (steps: number) => {
		let seen = 0;
		const signal = {
			get aborted() {
				return seen++ >= steps;
			},
		};
		return clockOf({ getExecutionCancelSignal: () => signal } as unknown as IExecuteFunctions);
	};

	it('sleeps no more, however long the wait', async () => {
		await expect(cancelledAfter(0).sleep(hour)).rejects.toMatchObject({
			facts: { kind: 'canceled' },
		});
	});

	it('ends a sleep at its next step, which is half a second at most', async () => {
		const begin = clock.now();
		await expect(cancelledAfter(1).sleep(hour)).rejects.toMatchObject({
			facts: { kind: 'canceled' },
		});
		expect(clock.now() - begin).toBeLessThan(hour / 2);
	});
});
