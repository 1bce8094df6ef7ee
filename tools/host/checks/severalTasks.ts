import { itemsOf } from '../hostPictures';
import { runInHost } from '../runInHost';
import type { Stage } from '../stage';
import { expectEqual, type Check } from './check';

export const severalTasks: readonly Check[] = [
	{
		title: 'Wait: two items become two tasks',
		async run(stage) {
			const { gateway, host } = stage;
			const before = gateway.tasks.length;
			gateway.planTasks({ when: 'withCallback', durationMs: 2000 });
			const run = await runInHost(host, await addTwins(stage));
			expectEqual('Status', run.status, 'success');
			const wanted = gateway.tasks.slice(before).map(({ id }) => id);
			const seen = itemsOf(run, 'Get Pictures').map(({ json }) => json.taskId);
			expectEqual('Tasks of the pictures', seen.sort(), wanted.sort());
			expectEqual('Tasks', wanted.length, 2);
			return `pictures of ${wanted.join(' and ')}`;
		},
	},
];

/** The example with its sample twice. */
async function addTwins({ copyExample }: Stage): Promise<string> {
	const more = { duplicateItem: true, duplicateCount: 1 };
	return await copyExample('callback-with-wait', (node) =>
		node.name === 'Sample Picture'
			? { ...node, parameters: { ...node.parameters, ...more } }
			: node,
	);
}
