import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerOrder } from './answerOrder';
import { checkKey } from './auth';
import { discardBody, readBody } from './body';
import { control } from './control';
import type { DialectRules } from './dialects/dialect';
import { dialects } from './dialects/table';
import { Refusal } from './errors';
import { answerEarly } from './faults/answerEarly';
import { deliver } from './faults/deliver';
import { freeReply } from './freeReply';
import type { Interception } from './interception';
import type { Order } from './order';
import { openRecord, type RecordedRequest } from './recorder';
import { sendReply, type Reply } from './reply';
import { routeOf, type Route } from './routes';
import { sampleReply } from './sampleReply';
import { countInFlight, type GatewayState } from './state';
import { takeOrder } from './takeOrder';
import { pollFault } from './tasks/pollFault';

/** One request from its arrival to its answer. */
export async function handle(
	request: IncomingMessage,
	response: ServerResponse,
	state: GatewayState,
): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://gateway');
	const route = routeOf(request.method ?? 'GET', url);
	if (route.kind === 'control') {
		sendReply(response, await control(request, state));
		return;
	}
	const dialect = dialects[('dialect' in route && route.dialect) || 'openai'];
	const known = 'dialect' in route ? route.dialect : undefined;
	const record = openRecord(request, url.pathname, known);
	state.requests.push(record);
	response.setHeader('x-request-id', record.id);
	if (route.kind === 'paid') countInFlight(response, state);
	if (route.kind === 'poll') record.polled = route.call.id;
	response.once('close', () => {
		record.answeredAt = Date.now();
	});
	const send = async ({ reply, interception }: Answer) => {
		record.status = reply.status;
		await deliver(response, reply, interception);
	};
	if (route.kind === 'sample') {
		await send({ reply: await sampleReply(route.name, url.searchParams) });
		return;
	}
	try {
		const apiKey = checkKey(request.headers, url.searchParams, state.apiKeys, dialect);
		const early = route.kind === 'paid' ? state.earlyInterceptor?.(record) : undefined;
		if (early) {
			record.status = early.status;
			await answerEarly(request, response, early);
			return;
		}
		await send(await answerOf({ request, record, route, dialect, state, apiKey }));
	} catch (cause) {
		if (!request.readableEnded) await discardBody(request);
		await send({ reply: refusalReply(cause, dialect, record.id) });
	}
}

interface Call {
	readonly request: IncomingMessage;
	readonly record: RecordedRequest;
	readonly route: Route;
	readonly dialect: DialectRules;
	readonly state: GatewayState;
	readonly apiKey: string;
}

interface Answer {
	readonly reply: Reply;
	readonly interception?: Interception | undefined;
}

async function answerOf(call: Call): Promise<Answer> {
	const { apiKey, dialect, record, request, route, state } = call;
	const order =
		route.kind === 'paid'
			? await takeOrder(
					await readBody(request, record, state.keepFiles),
					dialect,
					route,
					request.headers,
				)
			: undefined;
	await discardBody(request);
	const interception = (await state.interceptor?.(record)) ?? mishap(call, order);
	const pause = (order ? state.latencyMs : 0) + (interception?.delayMs ?? 0);
	if (pause) await state.wait(pause);
	if (order && route.kind === 'paid') {
		const requestId = record.id;
		const facts = { apiKey, dialect, interception, order, requestId, route: route.route, state };
		return { reply: await answerOrder(facts), interception };
	}
	if (interception && 'status' in interception) return { reply: { body: '', ...interception } };
	return { reply: freeReply(state, record, route, dialect, apiKey), interception };
}

/** What the storm, or the plan of a task, has in store for a request. */
function mishap(
	{ apiKey, dialect, record, route, state }: Call,
	order: Order | undefined,
): Interception | undefined {
	const requestId = record.id;
	if (order) {
		return state.storm?.({ on: 'orders', subject: order.fieldsDigest, dialect, requestId });
	}
	const task = route.kind === 'poll' ? state.tasks.find(route.call.id, apiKey) : undefined;
	if (!task) return undefined;
	return (
		pollFault(task, dialect, requestId) ??
		state.storm?.({ on: 'polls', subject: task.fieldsDigest, dialect, requestId })
	);
}

function refusalReply(cause: unknown, dialect: DialectRules, requestId: string): Reply {
	const refusal =
		cause instanceof Refusal ? cause : new Refusal('broken', `gateway fault: ${String(cause)}`);
	return {
		status: dialect.errors[refusal.kind].status,
		body: dialect.errorBody(refusal, requestId),
	};
}
