import type { INode } from 'n8n-workflow';

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
async function addTwins({ host, idOf }: Stage): Promise<string> {
	const path = `/rest/workflows/${idOf('callback-with-wait')}`;
	const { connections, nodes, settings } = await host.rest<{
		nodes: INode[];
		connections: unknown;
		settings: unknown;
	}>(path);
	const more = { duplicateItem: true, duplicateCount: 1 };
	const twins = nodes.map((node) =>
		node.name === 'Sample Picture'
			? { ...node, parameters: { ...node.parameters, ...more } }
			: node,
	);
	const body = { name: 'Two items', nodes: twins, connections, settings };
	const { id } = await host.rest<{ id: string }>('/rest/workflows', { method: 'POST', body });
	return id;
}
