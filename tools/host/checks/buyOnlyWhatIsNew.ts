import { describePictures, itemsOf } from '../hostPictures';
import { runInHost, type HostRun } from '../runInHost';
import type { Ground } from '../stage';
import { expectEqual, type Check } from './check';
import { publish } from './publish';

const example = 'buy-only-what-is-new';

export async function run({
	gateway,
	host,
	idOf,
}: Ground): Promise<{ bought: number; run: HostRun }> {
	const before = gateway.ledger.length;
	const ended = await runInHost(host, idOf(example));
	return { bought: gateway.ledger.length - before, run: ended };
}

export const buyOnlyWhatIsNew: readonly Check[] = [
	{
		title: 'Data Table: the first run buys all',
		async run(stage) {
			const first = await run(stage);
			const pictures = await describePictures(stage.host, first.run);
			expectEqual('Orders paid for', first.bought, 2);
			expectEqual('Rows written', itemsOf(first.run, 'Write Down').length, 2);
			return pictures;
		},
	},
	{
		title: 'Data Table: the second run buys nothing',
		async run(stage) {
			const second = await run(stage);
			expectEqual('Status', second.run.status, 'success');
			expectEqual('Orders paid for', second.bought, 0);
			expectEqual('Keys', itemsOf(second.run, 'What Would Be Ordered').length, 2);
			await publish(stage, example);
			return '2 keys known, 0 orders; published for every night';
		},
	},
];
