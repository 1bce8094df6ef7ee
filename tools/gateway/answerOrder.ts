import type { DialectRules } from './dialects/dialect';
import type { PaidRoute } from './vocabulary';
import { Refusal } from './errors';
import { fulfil } from './fulfil';
import type { Interception } from './interception';
import type { LedgerRow } from './ledger';
import type { Order } from './order';
import type { Reply } from './reply';
import { streamReply } from './streamReply';
import type { GatewayState } from './state';
import { openTask } from './tasks/openTask';
import type { TaskPlan } from './tasks/plan';
import { createdReply } from './tasks/taskReply';

export interface OrderCall {
	readonly state: GatewayState;
	readonly dialect: DialectRules;
	readonly route: PaidRoute;
	readonly apiKey: string;
	readonly requestId: string;
	readonly order: Order;
	readonly interception: Interception | undefined;
}

/** From an order that keeps the rules to its answer, with a row in the ledger if it is paid for. */
export async function answerOrder(call: OrderCall): Promise<Reply> {
	const { apiKey, interception, order, state } = call;
	const claim = order.externalTaskId && `${apiKey} ${order.externalTaskId}`;
	if (claim && state.externalIds.has(claim)) {
		// Unique for the account (domain.md 1.8).
		const message = `external_task_id ${order.externalTaskId} exists already`;
		throw new Refusal('duplicateTask', message, 'external_task_id');
	}
	if (claim) state.externalIds.add(claim);
	const rowsBefore = state.ledger.length;
	const isBilled = () =>
		state.ledger.slice(rowsBefore).some(({ requestId }) => requestId === call.requestId);
	try {
		return await replyTo(call, interception);
	} finally {
		if (claim && !isBilled()) state.externalIds.delete(claim);
	}
}

async function replyTo(call: OrderCall, interception: Interception | undefined): Promise<Reply> {
	if (interception && 'status' in interception) {
		const { billed = interception.status < 300, ...reply } = interception;
		if (billed) bill(call);
		return { body: '', ...reply };
	}
	// The connection will be cut, and nothing is left of the order.
	if (interception && 'billed' in interception && interception.billed === false) {
		return { status: 503, body: '' };
	}
	const plan = planOf(call);
	return plan ? await answerTask(call, plan) : await answerAtOnce(call);
}

function planOf({ interception, order, state }: OrderCall): TaskPlan | undefined {
	if (interception && 'task' in interception) return { ...state.taskPlan, ...interception.task };
	if (interception && 'answer' in interception) return undefined;
	const hasCallback = order.callbackUrl !== undefined;
	if (state.taskPlan && (hasCallback || state.taskPlan.when !== 'withCallback')) {
		return state.taskPlan;
	}
	// To Kling's gateways a callback is a side notice that changes nothing (domain.md 6.5).
	return hasCallback ? { answer: 'pictures', durationMs: 0 } : undefined;
}

async function answerAtOnce(call: OrderCall): Promise<Reply> {
	const { dialect, interception, order, requestId, route, state } = call;
	const shape = interception && 'answer' in interception ? interception.answer : state.answerShape;
	const pictures = await state.makePictures(order);
	const { billed, ...reply } = fulfil(state, dialect, order, pictures, requestId, shape);
	if (billed) bill(call);
	const isAsked = order.streamed !== undefined && shape === undefined;
	return isAsked ? streamReply(reply.body as object, order, route) : { status: 200, ...reply };
}

async function answerTask(call: OrderCall, plan: TaskPlan): Promise<Reply> {
	const { apiKey, dialect, order, requestId, route, state } = call;
	const { ended, task, told } = openTask(state, { apiKey, order, plan, requestId, route });
	const row = bill(call, task.id);
	void ended.then(
		() => {
			if (task.state !== 'succeeded') row.refunded = true;
		},
		() => undefined,
	);
	if (plan.callbacks === 'beforeAnswer') await told;
	if (plan.answer !== 'pictures') return createdReply(state, task);
	const pictures = await ended;
	if (task.state !== 'succeeded') throw new Refusal('broken', task.reason);
	return { status: 200, body: fulfil(state, dialect, order, pictures, requestId).body };
}

function bill({ interception, order, requestId, state }: OrderCall, taskId?: string): LedgerRow {
	const { count, dialect, fieldsDigest, model } = order;
	const row: LedgerRow = {
		requestId,
		dialect,
		model,
		count,
		fieldsDigest,
		...(taskId !== undefined && { taskId }),
		...(interception?.fault !== undefined && { fault: interception.fault }),
	};
	state.ledger.push(row);
	return row;
}
