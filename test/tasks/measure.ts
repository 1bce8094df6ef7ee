import { parseArgs } from 'node:util';

import { taskShapes, type TaskShape } from '../../tools/gateway/vocabulary';
import { nodeName, startRig } from '../onEngine/support/rig';
import { mostPollsWithin, orderItems, ordersOf } from './support/taskRuns';

/** Measures how near many tasks come to the ideal: `npx tsx test/tasks/measure.ts --shape kling` */
async function measure(): Promise<void> {
	const { values } = parseArgs({
		options: {
			tasks: { type: 'string', default: '200' },
			seconds: { type: 'string', default: '5' },
			open: { type: 'string', default: '50' },
			interval: { type: 'string', default: '1' },
			shape: { type: 'string', default: 'qiniu' },
		},
	});
	const [tasks, seconds, open] = [values.tasks, values.seconds, values.open].map(Number) as [
		number,
		number,
		number,
	];
	const shape: TaskShape | undefined = taskShapes.find((known) => known === values.shape);
	if (!shape) throw new Error(`--shape must be one of ${taskShapes.join(', ')}`);
	const rig = await startRig({
		storedPictureBytes: 100_000,
		tasks: { shape, durationMs: seconds * 1000 },
	});
	try {
		rig.connect('aiid');
		const from = performance.now();
		const result = await orderItems(rig, tasks, {
			openTasks: open,
			pollInterval: Number(values.interval),
			maxWait: 600,
		});
		const took = (performance.now() - from) / 1000;
		const { peakOpenTasks, polls } = rig.gateway;
		const ideal = Math.ceil(tasks / open) * seconds;
		const lives = rig.gateway.tasks.length * seconds;
		console.log(`${result.items(nodeName).length} of ${tasks} tasks came, ${result.status}`);
		console.log(`${took.toFixed(1)} s, ideal ${ideal} s, ratio ${(took / ideal).toFixed(3)}`);
		console.log(`orders ${ordersOf(rig).length}, open at most ${peakOpenTasks}`);
		const strayed = polls.filter(({ status }) => status === 404).length;
		console.log(`polls ${polls.length}, of them ${strayed} at an address that knew nothing`);
		console.log(`polls per task and second ${(polls.length / lives).toFixed(2)}`);
		console.log(`the most for one task within a second ${mostPollsWithin(polls, 1000)}`);
	} finally {
		await rig.close();
	}
}

measure().catch((cause: unknown) => {
	console.error(cause);
	process.exitCode = 1;
});
