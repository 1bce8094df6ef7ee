import type { Clock } from '../../../nodes/ImageEdit/transport/clock';

type ClockModule = { clockOf: typeof import('../../../nodes/ImageEdit/host/clock').clockOf };

/** The module of the built node as n8n loads it. */
const built = jest.requireActual<ClockModule>('../../../dist/nodes/ImageEdit/host/clock');
const { clockOf } = built;

/**
 * In the tests of a file or a `describe`, the waits of the built node pass so many times faster: between
 * tries, polls and orders. The time-outs of connections are n8n's, and pass as ever.
 */
export function hurry(times = 20): void {
	beforeAll(() => {
		built.clockOf = (...given) => faster(clockOf(...given), times);
	});
	afterAll(() => {
		built.clockOf = clockOf;
	});
}

function faster(clock: Clock, times: number): Clock {
	const [now, date] = [clock.now(), clock.date()];
	return {
		now: () => now + (clock.now() - now) * times,
		date: () => date + (clock.date() - date) * times,
		random: () => clock.random(),
		sleep: async (milliseconds) => await clock.sleep(milliseconds / times),
	};
}
