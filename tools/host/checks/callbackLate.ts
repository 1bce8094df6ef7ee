import type { TaskPlan } from '../../gateway/tasks/plan';
import { untilParked } from '../runInHost';
import type { Stage } from '../stage';
import { callsOf, picturesOf, placeOrder, type CallbackOrder } from './callbackOrder';
import type { Check } from './check';

const example = 'callback-with-wait';
/** The two minutes of the example, the minute in which n8n looks for it, and some more. */
const PATIENCE_MS = 240_000;

/** Calls that Wait does not get: ordered early in the test, looked after at its end. */
export interface LateCheck {
	start(stage: Stage): Promise<void>;
	readonly end: Check;
}

async function park(stage: Stage, plan: TaskPlan): Promise<CallbackOrder> {
	const order = await placeOrder(stage, example, plan);
	await untilParked(stage.host, order.executionId);
	return order;
}

function late(title: string, plan: TaskPlan): LateCheck {
	let order: Promise<CallbackOrder> | undefined;
	return {
		async start(stage) {
			order = park(stage, plan);
			await order.catch(() => undefined);
		},
		end: {
			title,
			async run(stage) {
				if (!order) throw new Error('It was not started.');
				const placed = await order;
				const pictures = await picturesOf(stage, placed, PATIENCE_MS);
				if (callsOf(placed).includes('succeeded 200')) throw new Error('The call was taken.');
				return `${pictures}; calls: ${callsOf(placed)}`;
			},
		},
	};
}

export const lateChecks: readonly LateCheck[] = [
	late('Wait: the call never comes', { callbacks: 'never' }),
	late('Wait: the call comes before the answer, and not again', {
		// Its answer tells the ID alone: that of others would bring the pictures at once.
		shape: 'qiniu',
		callbacks: 'beforeAnswer',
		callbackRetriesMs: [],
	}),
];
