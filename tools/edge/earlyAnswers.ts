import type { Stage } from './stage';
import type { RunningProxy } from './startProxy';

export interface EarlyRow {
	readonly proxy: string;
	readonly megabytes: number;
	readonly runs: number;
	/** Runs in which the node told the 413. */
	readonly told: number;
	/** What it said in the others. */
	readonly otherwise: readonly string[];
	readonly orders: number;
}

/** Uploads that a proxy refuses in their middle, without a wire between: how often the node hears of it. */
export async function earlyAnswers(
	stage: Stage,
	{ proxy, site }: RunningProxy,
	megabytes: number,
	runs: number,
): Promise<EarlyRow> {
	const { earlyDoor = 'open', name } = proxy;
	const said: string[] = [];
	let orders = 0;
	for (let run = 0; run < runs; run += 1) {
		const deed = await stage.order({
			name: `${name}, ${megabytes} MB, ${run}`,
			origin: `http://127.0.0.1:${site.ports[earlyDoor]}`,
			bytes: megabytes * 1_000_000,
		});
		said.push(deed.error?.message ?? 'nothing');
		orders += deed.orders;
	}
	const otherwise = said.filter((message) => !/responded with 413\b/.test(message));
	return { proxy: name, megabytes, runs, told: runs - otherwise.length, otherwise, orders };
}
