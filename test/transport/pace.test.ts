import fc from 'fast-check';
import { Pace } from '../../nodes/ImageEdit/transport/pace';
import { virtualClock } from '../helpers/virtualClock';

/** When each of several orders starts that all ask at once, in milliseconds. */
async function startsOf(count: number, perMinute: number, pause = 0): Promise<readonly number[]> {
	const clock = virtualClock();
	const begin = clock.now();
	const pace = new Pace(clock, perMinute);
	if (pause > 0) pace.pause(pause);
	const starts: number[] = [];
	const order = async () => {
		await pace.turn();
		starts.push(clock.now() - begin);
	};
	await clock.run(Promise.all(Array.from({ length: count }, order)));
	return starts;
}

const gaps = (starts: readonly number[]) =>
	starts.slice(1).map((start, index) => start - (starts[index] ?? 0));

it('lets everyone start at once without a limit', async () => {
	expect(await startsOf(5, 0)).toEqual([0, 0, 0, 0, 0]);
});

it('spreads the requests of a minute evenly, from the first on', async () => {
	expect(await startsOf(4, 30)).toEqual([0, 2_000, 4_000, 6_000]);
	expect(await startsOf(3, 1)).toEqual([0, 60_000, 120_000]);
});

it('never starts more in any minute than the limit says', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (perMinute) => {
			const starts = await startsOf(perMinute + 3, perMinute);
			for (const gap of gaps(starts)) expect(gap).toBeCloseTo(60_000 / perMinute, 3);
		}),
		{ numRuns: 20 },
	);
});

it('makes all wait for as long as the gateway asks', async () => {
	expect(await startsOf(3, 0, 30_000)).toEqual([30_000, 30_000, 30_000]);
});

it('goes on spreading when a pause is over', async () => {
	const starts = await startsOf(4, 60, 10_000);
	expect(starts[0]).toBe(10_000);
	for (const gap of gaps(starts)) expect(gap).toBeGreaterThanOrEqual(1_000);
});

it('keeps to the longest of several pauses', async () => {
	const clock = virtualClock();
	const begin = clock.now();
	const pace = new Pace(clock, 0);
	pace.pause(20_000);
	pace.pause(5_000);
	await clock.run(pace.turn());
	expect(clock.now() - begin).toBe(20_000);
});

it('does not spend on waiting what has passed anyway', async () => {
	const clock = virtualClock();
	const pace = new Pace(clock, 6);
	await clock.run(pace.turn());
	await clock.run(clock.sleep(60_000));
	const before = clock.sleeps.length;
	await clock.run(pace.turn());
	expect(clock.sleeps).toHaveLength(before);
	expect(pace.heldByLimit).toBe(0);
});
