import type { Refusal, ThrottleSettings } from '../../nodes/ImageEdit/transport/throttle';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import { virtualClock } from '../helpers/virtualClock';

interface Request {
	/** When it asks for its turn. */
	readonly asks?: number;
	/** Milliseconds that it takes. */
	readonly takes?: number;
	/** What it is refused with; served when absent. */
	readonly refused?: Refusal;
	/** What else it fails with. */
	readonly fails?: Error;
}

/** Requests of one run, each of which asks for its turn at a given moment. */
async function requests(
	asked: Readonly<Record<string, Request>>,
	settings: Partial<ThrottleSettings> = {},
) {
	const clock = virtualClock();
	const throttle = new Throttle(clock, { concurrency: 50, requestsPerMinute: 0, ...settings });
	const begin = clock.now();
	const starts: Record<string, number> = {};
	const one = async ([name, { asks = 0, takes = 1_000, refused, fails }]: [string, Request]) => {
		await clock.sleep(asks);
		const request = async () => {
			starts[name] = clock.now() - begin;
			await clock.sleep(takes);
			if (refused || fails) throw fails ?? new Error('refused');
		};
		return await throttle.send(request, false, () => refused);
	};
	const tried = await clock.run(Promise.all(Object.entries(asked).map(one)));
	return { throttle, starts, tried, sleeps: clock.sleeps };
}

const minute = 60_000;

describe('a refusal for the number at once', () => {
	const refused = (takes: number, wait?: number) => ({
		a: { takes },
		b: { takes: 20, refused: wait === undefined ? {} : { wait } },
		c: { asks: 100 },
		d: { asks: 101 },
	});

	it('that asks for a wait stops all for as long, though one has ended', async () => {
		const { starts, throttle } = await requests(refused(500, 2_000));
		expect(starts).toMatchObject({ a: 0, b: 50, c: 2_070 });
		expect(throttle).toMatchObject({ refusals: 1, heldByGateway: 1_970 + 1_000, heldByLimit: 0 });
	});

	it('puts off one more nine times as long, and not one that takes the place of another', async () => {
		// One place is left out first, for as long as a request takes.
		expect((await requests(refused(5_000, 2_000))).starts).toMatchObject({ c: 10_000 });
		expect((await requests(refused(minute, 2_000))).starts).toMatchObject({ c: 19_070 });
	});

	it('without a wait lets one more be tried after a second', async () => {
		expect((await requests(refused(minute))).starts).toMatchObject({ c: 1_070 });
		expect((await requests(refused(minute, 0))).starts).toMatchObject({ c: 1_070 });
	});

	it('is the same news for each of one burst, and counts each', async () => {
		const { starts, throttle } = await requests({
			a: { takes: minute },
			b: { takes: 100, refused: {} },
			c: { takes: 100, refused: {} },
			d: { takes: 100, refused: {} },
			e: { asks: 300 },
		});
		expect(starts).toMatchObject({ b: 50, c: 75, e: 1_150 });
		expect(throttle.refusals).toBe(3);
	});

	it('tells how many were accepted, with those left out that were refused meanwhile', async () => {
		const { throttle } = await requests({
			a: {},
			b: {},
			c: { takes: 200, refused: {} },
			d: { takes: 200, refused: {} },
			e: { asks: 400 },
			f: { asks: 400 },
		});
		expect(throttle.servedAtOnce).toBe(2);
	});

	it('is no matter of another failure', async () => {
		const fails = new RangeError('broken');
		const { starts, throttle, tried } = await requests({
			a: { takes: minute },
			b: { takes: 20, fails },
			c: { asks: 100 },
		});
		expect(tried[1]).toEqual({ ok: false, error: fails });
		expect(starts['c']).toBe(100);
		expect(throttle).toMatchObject({ refusals: 0, servedAtOnce: undefined });
	});
});

describe('a refusal with none under way and none served', () => {
	it('makes all wait for a second where it asks for none', async () => {
		const { starts } = await requests({ a: { takes: 20, refused: {} }, b: {} });
		expect(starts).toEqual({ a: 0, b: 1_020 });
	});

	it('makes all wait as long as it asks, also where that is less', async () => {
		for (const wait of [200, 3_000]) {
			const { starts } = await requests({ a: { takes: 20, refused: { wait } }, b: {} });
			expect(starts['b']).toBe(20 + wait);
		}
	});

	it('is the same news as one of a moment before', async () => {
		const { starts, throttle } = await requests({
			a: { takes: 100, refused: {} },
			b: { takes: 150, refused: {} },
			c: { takes: 150, refused: {} },
			d: { asks: 300 },
			e: { asks: 300 },
		});
		// None was accepted, and a refusal takes 100 ms: the next one starts three times as much later.
		expect(starts).toMatchObject({ b: 50, c: 75, d: 1_100, e: 1_400 });
		expect(throttle.refusals).toBe(3);
	});

	it('waits twice as long after a second one that started later', async () => {
		const { starts } = await requests({
			a: { takes: 20, refused: {} },
			b: { takes: 20, refused: {} },
			c: {},
		});
		expect(starts).toEqual({ a: 0, b: 1_020, c: 3_040 });
	});
});

describe('a refusal for the number in a time', () => {
	/** Two are served, more are refused at once, and at 2.1 s one is with none under way. */
	const rated = (atOnce: number, takes = 20, asks = 2_000) => ({
		a: {},
		b: {},
		...Object.fromEntries(
			Array.from({ length: atOnce }, (_none, index) => [
				`more${index}`,
				{ takes: 200, refused: { wait: 2_000 } },
			]),
		),
		last: { asks: 1_900, takes, refused: {} },
		...Object.fromEntries(['d', 'e', 'f'].map((name) => [name, { asks, takes: minute }])),
	});

	it('spaces those that follow, and leaves the number at once free', async () => {
		const { starts } = await requests(rated(1));
		const from = starts['last'] ?? 0;
		const spacing = (from + 20) / 2;
		expect(starts['d']).toBeCloseTo(from + 20 + 0.35 * spacing, 6);
		expect((starts['e'] ?? 0) - (starts['d'] ?? 0)).toBeCloseTo(spacing, 6);
		expect((starts['f'] ?? 0) - (starts['e'] ?? 0)).toBeCloseTo(spacing, 6);
	});

	it('leaves the number that is served told where it is one of five, and not where it is one of four', async () => {
		expect((await requests(rated(4))).throttle).toMatchObject({ refusals: 5, servedAtOnce: 3 });
		expect((await requests(rated(3))).throttle).toMatchObject({
			refusals: 4,
			servedAtOnce: undefined,
		});
	});

	it('is what each later one is, however many are under way', async () => {
		const again = { ...rated(4), f: { asks: 2_000, takes: 20, refused: {} } };
		expect((await requests(again)).throttle).toMatchObject({
			refusals: 6,
			servedAtOnce: undefined,
		});
	});

	it('lets those that follow come faster, later where it asked for a wait', async () => {
		const gaps = async (refused: Refusal) => {
			const names = [...'defghijk'];
			const { starts } = await requests({
				...rated(1),
				last: { ...rated(1).last, refused },
				...Object.fromEntries(names.map((name) => [name, { asks: 2_000, takes: 10 }])),
			});
			const times = names.map((name) => starts[name] ?? 0);
			return times.slice(1).map((time, index) => time - (times[index] ?? 0));
		};
		const [first = 0, ...next] = await gaps({});
		expect(next.at(-1)).toBeLessThan(first / 3);
		const waited = await gaps({ wait: 1_000 });
		expect(waited.map(Math.round)).toEqual(waited.map(() => Math.round(first)));
	});

	it('counts as accepted what has been under way three times as long as the refusal took', async () => {
		// At 2,275 ms it began, so that both are accepted if they had started by then less twice its time.
		const spaced = async (takes: number) => {
			const { starts } = await requests(rated(1, takes, 3_396));
			return (starts['d'] ?? 0) - (starts['last'] ?? 0) - takes;
		};
		expect(await spaced(1_100)).toBeCloseTo(0.35 * ((2_275 + 1_100) / 2), 6);
		// Of two, one alone may yet be refused: no rate is known, and a second is waited.
		expect(await spaced(1_120)).toBe(1_000);
	});
});

describe('what is told of waits', () => {
	it('is that for Requests per Minute, one after the other', async () => {
		const { starts, throttle } = await requests(
			{ a: { takes: 10 }, b: { takes: 10 }, c: { takes: 10 } },
			{ requestsPerMinute: 60 },
		);
		expect(starts).toEqual({ a: 0, b: 1_000, c: 2_000 });
		expect(throttle).toMatchObject({ heldByLimit: 2_000, heldByGateway: 0 });
	});

	it('is that for the limit where both are as long, and for the gateway where it asks for more', async () => {
		const held = async (wait: number) => {
			const asked = { a: { takes: 500, refused: { wait } }, b: { asks: 500 } };
			return (await requests(asked, { requestsPerMinute: 60 })).throttle;
		};
		expect(await held(500)).toMatchObject({ heldByLimit: 500, heldByGateway: 0 });
		expect(await held(501)).toMatchObject({ heldByLimit: 0, heldByGateway: 501 });
	});

	it('is nothing before a refusal: one that waits for another waits by Concurrency', async () => {
		const { throttle } = await requests({ a: { takes: 777 }, b: {} }, { concurrency: 1 });
		expect(throttle).toMatchObject({ heldByLimit: 0, heldByGateway: 0, refusals: 0 });
	});
});

it('starts the next one the moment one ends, without looking again and again', async () => {
	const { starts, sleeps } = await requests({ a: { takes: 77_777 }, b: {} }, { concurrency: 1 });
	expect(starts['b']).toBe(77_777);
	// Two ask for their turn, and two take their time.
	expect(sleeps).toHaveLength(4);
});

it('waits in steps of half a second', async () => {
	const { sleeps } = await requests({ a: { takes: 1, refused: { wait: 1_200 } }, b: { takes: 2 } });
	expect(sleeps.slice(-4)).toEqual([500, 500, 200, 2]);
});
