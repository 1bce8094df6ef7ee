import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { GatewayFailure, ruleOf } from '../answer/failures';
import { InvalidOrder } from '../request/findings';
import type { Secrets } from '../shared/secrets';
import { withoutKey } from '../shared/secrets';
import { attempt } from '../shared/attempt';
import { clean } from '../shared/clean';
import type { GatewayAccess } from '../host/credential';
import { readCredential } from '../host/credential';
import type { Outcome } from './runItems';
import { hasFailed } from './runItems';

interface Explained {
	readonly message: string;
	readonly description: string;
	readonly facts: IDataObject;
	/** Method and URL. */
	readonly request?: string;
}

function explain(error: unknown, secret: Secrets): Explained {
	return withoutKey(explainOpenly(error), secret);
}

function explainOpenly(error: unknown): Explained {
	if (error instanceof GatewayFailure) {
		const { hint, kind, request, ...facts } = error.facts;
		const explained = {
			message: error.message,
			description: [hint ?? [], ruleOf(kind).advice].flat().join(' '),
			facts: { ...facts },
		};
		return request === undefined ? explained : { ...explained, request };
	}
	if (error instanceof InvalidOrder) {
		const [first = '', ...more] = error.findings;
		const rest = more.length > 0 ? `Also: ${more.join(' ')} ` : '';
		return {
			message: first,
			description: `${rest}Nothing was sent and nothing was billed.`,
			facts: { code: 'invalid_parameters', retryable: false },
		};
	}
	const message = error instanceof Error ? error.message : String(error);
	return { message: clean(message), description: '', facts: {} };
}

/** As n8n's own messages name an item: from 0. */
const ofItem = (message: string, item: number) => `${message} [item ${item}]`;

/** What an item becomes when the run goes on in spite of it. */
function errorItem(error: unknown, item: number, secret: Secrets): INodeExecutionData {
	const { description, facts, message } = explain(error, secret);
	return {
		json: {
			error: {
				message: ofItem(message, item),
				...(description ? { description } : {}),
				...facts,
			},
		},
		pairedItem: { item },
	};
}

/**
 * n8n's own error, with the item it belongs to.
 * @param others task ids of other items that were accepted and whose pictures are not there yet
 */
function nodeError(
	node: INode,
	error: unknown,
	item: number,
	secret: Secrets,
	others: readonly string[] = [],
): Error {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const { facts, message, request, ...explained } = explain(error, secret);
	const accepted = withoutKey(
		`Also accepted, but not finished: task ${others.join(', ')}.`,
		secret,
	);
	const description =
		others.length > 0 ? `${explained.description} ${accepted}` : explained.description;
	const options = { message: ofItem(message, item), description, itemIndex: item };
	if (!(error instanceof GatewayFailure))
		return new NodeOperationError(node, options.message, options);
	const failure = new NodeApiError(node, { message } as JsonObject, {
		...options,
		httpCode: String(facts.status ?? ''),
	});
	// For network codes n8n puts sentences of its own in their place, which invite to repeat what was paid.
	failure.message = options.message;
	failure.description = description;
	failure.context = { ...failure.context, ...facts };
	// The editor shows them as "Full message".
	if (request !== undefined) failure.messages = [...failure.messages, request];
	return failure;
}

/** What an operation comes to. */
export interface Result {
	/** By item; absent for an item that was not begun. */
	readonly outcomes: ReadonlyArray<Outcome | undefined>;
	/** Task ids of accepted orders by item whose images are not there yet. */
	readonly unfinished?: ReadonlyMap<number, string>;
	/** Called when the run ends with output. */
	readonly onEnd?: () => void;
}

/**
 * The one exit of the node: whatever leaves it, output or error, leaves it without the key. What stops an
 * operation before its first item stands in the place of each item when the run goes on in spite of it.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: (context: IExecuteFunctions, access: GatewayAccess) => Promise<Result>,
): Promise<INodeExecutionData[][]> {
	const access = await attempt(async () => await readCredential(context));
	const secret = access.ok ? access.value.secret : '';
	const done = access.ok
		? await attempt(async () => await operation(context, access.value))
		: access;
	const goesOn = context.continueOnFail();
	if (!done.ok) {
		if (!goesOn) throw nodeError(context.getNode(), done.error, 0, secret);
		return [context.getInputData().map((_item, index) => errorItem(done.error, index, secret))];
	}
	const { onEnd, outcomes, unfinished = new Map<number, string>() } = done.value;
	const first = outcomes.findIndex(hasFailed);
	if (first >= 0 && !goesOn) {
		const others = [...unfinished].flatMap(([item, taskId]) => (item === first ? [] : taskId));
		throw nodeError(context.getNode(), outcomes[first]?.error, first, secret, others);
	}
	onEnd?.();
	const items = outcomes.flatMap((outcome, index) =>
		hasFailed(outcome) ? [errorItem(outcome?.error, index, secret)] : (outcome?.items ?? []),
	);
	// The key may stand in whatever a gateway echoes: revised prompts, warnings, usage.
	return [items.map((item) => ({ ...item, json: withoutKey(item.json, secret) }))];
}
