import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { checkKey } from './auth';
import { discardBody, readBody } from './body';
import type { DialectRules } from './dialects/dialect';
import { dialects } from './dialects/table';
import { Refusal } from './errors';
import { freeReply } from './freeReply';
import type { Interception } from './interception';
import type { Order } from './order';
import { fulfil } from './fulfil';
import { openRecord, type RecordedRequest } from './recorder';
import { cutReply, sendReply, type Reply } from './reply';
import { routeOf, type Route } from './routes';
import { sampleReply } from './sampleReply';
import { countInFlight, type GatewayState } from './state';
import { takeOrder } from './takeOrder';

/** One request from its arrival to its answer. */
export async function handle(
	request: IncomingMessage,
	response: ServerResponse,
	state: GatewayState,
): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://gateway');
	const route = routeOf(request.method ?? 'GET', url.pathname);
	const dialect = 'dialect' in route && route.dialect ? dialects[route.dialect] : undefined;
	const record = openRecord(request, url.pathname, dialect?.id);
	state.requests.push(record);
	response.setHeader('x-request-id', record.id);
	if (route.kind === 'paid') countInFlight(response, state);
	response.once('close', () => {
		record.answeredAt = Date.now();
	});
	if (route.kind === 'sample') {
		answer(response, record, await sampleReply(route.name, url.searchParams));
		return;
	}
	try {
		await answerDialect(request, response, record, route, dialect ?? dialects.openai, state);
	} catch (cause) {
		if (!request.readableEnded) await discardBody(request);
		answer(response, record, refusalReply(cause, dialect ?? dialects.openai, record.id));
	}
}

async function answerDialect(
	request: IncomingMessage,
	response: ServerResponse,
	record: RecordedRequest,
	route: Route,
	dialect: DialectRules,
	state: GatewayState,
): Promise<void> {
	checkKey(request.headers.authorization, state.apiKeys);
	const order =
		route.kind === 'paid'
			? await takeOrder(
					await readBody(request, record, state.keepFiles),
					dialect,
					route.route,
					request.headers,
				)
			: undefined;
	await discardBody(request);
	const interception = await state.interceptor?.(record);
	const pause = (order ? state.latencyMs : 0) + (interception?.delayMs ?? 0);
	if (pause) await wait(pause, undefined, { ref: false });
	if (interception && 'status' in interception) {
		if (order && interception.status < 300) bill(state, record, order);
		answer(response, record, { body: '', ...interception });
		return;
	}
	const reply = order
		? await orderReply(state, record, dialect, order, interception)
		: freeReply(state, record, route, dialect);
	if (interception && 'kind' in interception) {
		record.status = reply.status;
		cutReply(response, reply, interception.when);
		return;
	}
	answer(response, record, reply);
}

async function orderReply(
	state: GatewayState,
	record: RecordedRequest,
	dialect: DialectRules,
	order: Order,
	interception: Interception | undefined,
): Promise<Reply> {
	const shape = interception && 'answer' in interception ? interception.answer : undefined;
	const { body, billed } = await fulfil(state, dialect, order, record.id, shape);
	if (billed) bill(state, record, order);
	return { status: 200, body };
}

function bill(state: GatewayState, record: RecordedRequest, order: Order): void {
	const { dialect, model, count, fieldsDigest } = order;
	state.ledger.push({ requestId: record.id, dialect, model, count, fieldsDigest });
}

function answer(response: ServerResponse, record: RecordedRequest, reply: Reply): void {
	record.status = reply.status;
	sendReply(response, reply);
}

function refusalReply(cause: unknown, dialect: DialectRules, requestId: string): Reply {
	const refusal =
		cause instanceof Refusal ? cause : new Refusal('broken', `gateway fault: ${String(cause)}`);
	return {
		status: dialect.errors[refusal.kind].status,
		body: dialect.errorBody(refusal, requestId),
	};
}
