import fc from 'fast-check';
import { inOrder, Semaphore } from '../../nodes/ImageEdit/transport/pool';
import { virtualClock } from '../helpers/virtualClock';

it('returns the outcomes in the order of the items, and never works at more than it may', async () => {
	const durations = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 });
	await fc.assert(
		fc.asyncProperty(durations, fc.integer({ min: 1, max: 8 }), async (waits, width) => {
			const clock = virtualClock();
			let atWork = 0;
			let most = 0;
			const work = async (index: number) => {
				most = Math.max(most, ++atWork);
				await clock.sleep(waits[index] ?? 0);
				atWork--;
				return `outcome ${index}`;
			};
			const outcomes = await clock.run(
				inOrder(waits.length, new Semaphore(width), () => false, work),
			);
			expect(outcomes).toEqual(waits.map((_wait, index) => `outcome ${index}`));
			expect(most).toBe(Math.min(width, waits.length));
		}),
		{ numRuns: 50 },
	);
});

it('starts the items in their order', async () => {
	const clock = virtualClock();
	const started: number[] = [];
	const work = async (index: number) => {
		started.push(index);
		await clock.sleep(10 - index);
	};
	await clock.run(inOrder(10, new Semaphore(3), () => false, work));
	expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('starts no new item once it is told to stop, and waits for those at work', async () => {
	const clock = virtualClock();
	let stopped = false;
	const finished: number[] = [];
	const work = async (index: number) => {
		await clock.sleep(index === 1 ? 5 : 100);
		if (index === 1) stopped = true;
		finished.push(index);
	};
	await clock.run(inOrder(20, new Semaphore(4), () => stopped, work));
	expect(finished.sort()).toEqual([0, 1, 2, 3]);
});

it('gives the place of an item that is not started back, when it is told to stop', async () => {
	const clock = virtualClock();
	const places = new Semaphore(1);
	let stopped = false;
	const work = async (index: number) => {
		await places.whileReleased(async () => {
			await clock.sleep(100);
			stopped = true;
		});
		return index;
	};
	expect(await clock.run(inOrder(2, places, () => stopped, work))).toEqual([0, 1]);
	const late = inOrder(1, places, () => stopped, work);
	expect(await clock.run(late)).toEqual([]);
	expect(await clock.run(places.hold(async () => 'free'))).toBe('free');
	expect(new Semaphore(1).reached).toBe(false);
});

it('works at nothing without items', async () => {
	const work = async () => {
		throw new Error('nobody asked');
	};
	await expect(inOrder(0, new Semaphore(4), () => false, work)).resolves.toEqual([]);
});

it('gives a slot to those who wait in the order in which they asked', async () => {
	const clock = virtualClock();
	const slots = new Semaphore(1);
	const order: number[] = [];
	const holders = [0, 1, 2, 3].map(
		async (index) =>
			await slots.hold(async () => {
				order.push(index);
				await clock.sleep(10);
			}),
	);
	await clock.run(Promise.all(holders));
	expect(order).toEqual([0, 1, 2, 3]);
});

it('gives a slot back after a failure', async () => {
	const slots = new Semaphore(1);
	const fail = async () => await Promise.reject(new Error('no'));
	await expect(slots.hold(fail)).rejects.toThrow('no');
	await expect(slots.hold(async () => 'next')).resolves.toBe('next');
});

it('knows whether anyone had to wait', async () => {
	const slots = new Semaphore(1);
	await slots.take();
	expect(slots.reached).toBe(false);
	const second = slots.take();
	expect(slots.reached).toBe(true);
	slots.release();
	await second;
});

it('takes a place back after a wait that failed', async () => {
	const clock = virtualClock();
	const slots = new Semaphore(1);
	const log: string[] = [];
	const first = slots.hold(async () => {
		const fail = async () => await clock.sleep(10).then(() => Promise.reject(new Error('no')));
		await slots.whileReleased(fail).catch(() => undefined);
		log.push('first is back');
		await clock.sleep(10);
		log.push('first ends');
	});
	const others = [1, 2].map(
		async () =>
			await slots.hold(async () => {
				log.push('other');
				await clock.sleep(20);
			}),
	);
	await clock.run(Promise.all([first, ...others]));
	expect(log).toEqual(['other', 'first is back', 'first ends', 'other']);
});

it('lends the place of one that only waits to another, and gives it back', async () => {
	const clock = virtualClock();
	const begin = clock.now();
	const slots = new Semaphore(1);
	const log: string[] = [];
	const note = (what: string) => log.push(`${what} at ${clock.now() - begin}`);
	const waiting = slots.hold(async () => {
		await slots.whileReleased(async () => await clock.sleep(100));
		note('the first is back');
	});
	const other = slots.hold(async () => {
		note('the other works');
		await clock.sleep(150);
	});
	await clock.run(Promise.all([waiting, other]));
	expect(log).toEqual(['the other works at 0', 'the first is back at 150']);
});

it('lets one that comes back go before those that are new', async () => {
	const clock = virtualClock();
	const slots = new Semaphore(1);
	const log: string[] = [];
	const holders = ['first', 'second', 'third'].map(
		async (name) =>
			await slots.hold(async () => {
				log.push(`${name} begins`);
				await clock.sleep(10);
				await slots.whileReleased(async () => await clock.sleep(5));
				log.push(`${name} ends`);
			}),
	);
	await clock.run(Promise.all(holders));
	expect(log).toEqual([
		'first begins',
		'second begins',
		'first ends',
		'third begins',
		'second ends',
		'third ends',
	]);
});
