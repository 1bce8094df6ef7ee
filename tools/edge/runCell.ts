import type { Fault } from './faults';
import { deadPort } from './proxies/proxy';
import type { Deed, Stage } from './stage';
import type { RunningProxy } from './startProxy';
import { startWire } from './wire';

export interface Cell extends Deed {
	readonly proxy: string;
	readonly losesAnswers: boolean;
	readonly givesUpWith: string | undefined;
	readonly fault: Fault;
	readonly retryOnFail: boolean;
	/** What went over the wire between node and proxy. */
	readonly wire: {
		readonly orders: number;
		readonly statuses: readonly number[];
		readonly pictures: number;
	};
}

export const canHave = ({ doors, ...proxy }: RunningProxy['proxy'], fault: Fault): boolean =>
	doors.includes(fault.door) && fault.isFor?.({ doors, ...proxy }) !== false;

/** How often an order that has to end well may be tried: a busy machine makes a proxy give up, too. */
const maxAttempts = 3;

/** One order through a proxy, with one fault. */
export async function runCell(
	stage: Stage,
	running: RunningProxy,
	fault: Fault,
	retryOnFail: boolean,
	attempt = 1,
): Promise<Cell> {
	const { proxy, site } = running;
	const { before, bytes, count, door, fates, stallsAfter, timeout } = fault;
	// Portkey has one door, and is told where the order goes.
	const isPortkey = proxy.name === 'Portkey';
	const port = isPortkey ? site.ports.open : site.ports[door];
	await before?.(`http://127.0.0.1:${port}`);
	const wire = await startWire(port, stallsAfter);
	const target = door === 'down' ? deadPort : site.gatewayPort;
	try {
		const deed = await stage.order({
			name: `${proxy.name}, ${fault.title}${retryOnFail ? ', Retry On Fail' : ''}, ${attempt}`,
			origin: `http://127.0.0.1:${wire.port}`,
			retryOnFail,
			...(isPortkey && { customHost: `http://127.0.0.1:${target}/openai/v1` }),
			...(bytes !== undefined && { bytes }),
			...(count !== undefined && { count }),
			...(fates && { fates }),
			...(timeout !== undefined && { timeout }),
		});
		const { orders, pictures, statuses } = wire;
		const mayPass = fault.endsWell && deed.paid === 0 && attempt < maxAttempts;
		if (mayPass) return await runCell(stage, running, fault, retryOnFail, attempt + 1);
		return {
			...{ ...deed, proxy: proxy.name, losesAnswers: proxy.losesAnswers === true },
			givesUpWith: proxy.givesUpWith,
			...{ fault, retryOnFail, wire: { orders, pictures, statuses } },
		};
	} finally {
		await wire.close();
	}
}
