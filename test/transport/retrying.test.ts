import type { FailureKind } from '../../nodes/ImageEdit/request/errors';
import { GatewayFailure } from '../../nodes/ImageEdit/request/errors';
import { Pace } from '../../nodes/ImageEdit/transport/pace';
import type { Attempts } from '../../nodes/ImageEdit/transport/retrying';
import { retrying } from '../../nodes/ImageEdit/transport/retrying';
import type { VirtualClock } from '../helpers/virtualClock';
import { virtualClock } from '../helpers/virtualClock';

const failure = (kind: FailureKind, headers: Readonly<Record<string, string>> = {}) =>
	new GatewayFailure('no', { kind }, headers);

/** Fails as told, one after another, and then succeeds. Notes when it was ordered. */
function shop(clock: VirtualClock, failures: readonly unknown[]) {
	const begin = clock.now();
	const orders: number[] = [];
	const order = async () => {
		orders.push(clock.now() - begin);
		const error = failures[orders.length - 1];
		if (error !== undefined) throw error;
		return 'picture';
	};
	return { order, orders };
}

const attemptsWith = (clock: VirtualClock, changes: Partial<Attempts> = {}): Attempts => ({
	policy: { maxTries: 3, retryAmbiguous: false },
	clock,
	pace: new Pace(clock, 0),
	stop: () => false,
	onRepeat: () => undefined,
	...changes,
});

it('orders once when all goes well', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, []);
	await expect(clock.run(retrying(order, attemptsWith(clock)))).resolves.toEqual({
		value: 'picture',
		attempts: 1,
	});
	expect(orders).toEqual([0]);
});

it('orders again after what was surely not billed, waiting longer each time', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('server'), failure('network')]);
	const repeats: number[] = [];
	const attempts = attemptsWith(clock, { onRepeat: () => repeats.push(1) });
	await expect(clock.run(retrying(order, attempts))).resolves.toMatchObject({ attempts: 3 });
	expect(orders).toEqual([0, 1_000, 3_000]);
	expect(repeats).toHaveLength(2);
});

it('waits as long as the gateway asks', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('server', { 'retry-after': '20' })]);
	await clock.run(retrying(order, attemptsWith(clock)));
	expect(orders).toEqual([0, 20_000]);
});

it('gives up after the last try, with the number of tries', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, Array(9).fill(failure('server')));
	await expect(clock.run(retrying(order, attemptsWith(clock)))).rejects.toMatchObject({
		facts: { kind: 'server', attempts: 3, retryable: true },
	});
	expect(orders).toHaveLength(3);
});

it.each<FailureKind>([
	'badRequest',
	'auth',
	'quota',
	'moderation',
	'answer',
	'edgeTimeout',
	'cut',
	'timeout',
])('never orders twice after %s', async (kind) => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure(kind)]);
	await expect(clock.run(retrying(order, attemptsWith(clock)))).rejects.toMatchObject({
		facts: { kind, attempts: 1, retryable: false },
	});
	expect(orders).toEqual([0]);
	expect(clock.sleeps).toEqual([]);
});

it.each<FailureKind>(['edgeTimeout', 'cut', 'timeout'])(
	'orders again after %s when told to',
	async (kind) => {
		const clock = virtualClock();
		const { order, orders } = shop(clock, [failure(kind)]);
		const policy = { maxTries: 3, retryAmbiguous: true };
		await clock.run(retrying(order, attemptsWith(clock, { policy })));
		expect(orders).toHaveLength(2);
	},
);

it('makes all orders wait when the gateway asks one to go slower', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock);
	const limited = shop(clock, [failure('rateLimit', { 'retry-after': '30' })]);
	const first = retrying(limited.order, attempts);
	const later = shop(clock, []);
	const second = clock.sleep(5_000).then(async () => await retrying(later.order, attempts));
	await clock.run(Promise.all([first, second]));
	expect(limited.orders).toEqual([0, 30_000]);
	expect(later.orders).toEqual([30_000]);
	expect(attempts.pace.heldByGateway).toBeGreaterThan(0);
});

it('lets the others order while one waits after trouble of its own', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock);
	const troubled = shop(clock, [failure('server', { 'retry-after': '30' })]);
	const other = shop(clock, []);
	const second = clock.sleep(5_000).then(async () => await retrying(other.order, attempts));
	await clock.run(Promise.all([retrying(troubled.order, attempts), second]));
	expect(other.orders).toEqual([5_000]);
});

it('waits at least a second after a rate limit, whatever the dice say', async () => {
	const clock = virtualClock(1);
	const { order, orders } = shop(clock, [failure('rateLimit')]);
	await clock.run(retrying(order, attemptsWith(clock)));
	expect(orders[1]).toBeGreaterThanOrEqual(1_000);
});

it('orders no more when the run was stopped before the failure', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('server')]);
	await expect(
		clock.run(retrying(order, attemptsWith(clock, { stop: () => true }))),
	).rejects.toBeInstanceOf(GatewayFailure);
	expect(orders).toEqual([0]);
});

it.each<FailureKind>(['server', 'rateLimit'])(
	'orders no more when the run is stopped while it waits after %s',
	async (kind) => {
		const clock = virtualClock();
		const { order, orders } = shop(clock, [failure(kind, { 'retry-after': '30' })]);
		const begin = clock.now();
		const stop = () => clock.now() - begin >= 10_000;
		await expect(clock.run(retrying(order, attemptsWith(clock, { stop })))).rejects.toBeInstanceOf(
			GatewayFailure,
		);
		expect(orders).toEqual([0]);
	},
);

it('does not swallow what is no failure of a gateway', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [new TypeError('a slip of ours')]);
	await expect(clock.run(retrying(order, attemptsWith(clock)))).rejects.toThrow(TypeError);
	expect(orders).toEqual([0]);
});
