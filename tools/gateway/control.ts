import type { IncomingMessage } from 'node:http';
import type { AnswerShape } from './vocabulary';
import { answerShapes, faultKinds, taskShapes } from './vocabulary';
import { storm, type StormOptions } from './faults/storm';
import type { Reply } from './reply';
import { forget, reportOf } from './report';
import type { GatewayState } from './state';
import type { TaskPlan } from './tasks/plan';

/** What another process may say to a running gateway; null takes back. */
export interface ControlOrder {
	/** Forgets requests, ledger, tasks and peaks first. */
	readonly reset?: boolean;
	readonly tasks?: TaskPlan | null;
	readonly storm?: StormOptions | null;
	/** Every order is answered in this shape. */
	readonly answer?: AnswerShape | null;
	readonly latencyMs?: number;
}

const known = ['reset', 'tasks', 'storm', 'latencyMs', 'answer'];

/** `POST /_control` changes how the gateway behaves, `GET /_control` tells what it saw. */
export async function control(request: IncomingMessage, state: GatewayState): Promise<Reply> {
	const from = request.socket.remoteAddress ?? '';
	if (!/^(::ffff:)?127\.|^::1$/.test(from)) return refusal(403, 'for this machine only');
	if (request.method === 'GET') return { status: 200, body: reportOf(state) };
	if (request.method !== 'POST') return refusal(405, 'GET or POST');
	try {
		const chunks: Buffer[] = [];
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
		const order = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ControlOrder;
		checkWords(Object.keys(order), known);
		checkWords([order.tasks?.shape ?? 'kling'], taskShapes);
		checkWords([order.answer ?? 'url'], answerShapes);
		checkWords(
			[...(order.storm?.kinds ?? []), ...(order.tasks?.pollFaults?.kinds ?? [])],
			faultKinds,
		);
		obey(order, state);
		return { status: 200, body: reportOf(state) };
	} catch (cause) {
		return refusal(400, (cause as Error).message);
	}
}

function obey(order: ControlOrder, state: GatewayState): void {
	if (order.reset) forget(state);
	if (order.latencyMs !== undefined) state.latencyMs = order.latencyMs;
	if (order.answer !== undefined) state.answerShape = order.answer ?? undefined;
	if (order.tasks !== undefined) state.taskPlan = order.tasks ?? undefined;
	if (order.storm !== undefined) state.storm = order.storm ? storm(order.storm) : undefined;
}

function checkWords(given: readonly string[], words: readonly string[]): void {
	const stranger = given.find((word) => !words.includes(word));
	if (stranger === undefined) return;
	throw new Error(`unknown: ${stranger}. Known: ${words.join(', ')}`);
}

const refusal = (status: number, message: string): Reply => ({ status, body: { message } });
