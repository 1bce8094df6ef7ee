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
import { withoutKey } from '../shared/secrets';
import { attempt } from '../shared/attempt';
import { clean } from '../shared/clean';

interface Explained {
	readonly message: string;
	readonly description: string;
	readonly facts: IDataObject;
}

function explain(error: unknown, key: string): Explained {
	return withoutKey(explainOpenly(error), key);
}

function explainOpenly(error: unknown): Explained {
	if (error instanceof GatewayFailure) {
		const { kind, ...facts } = error.facts;
		return { message: error.message, description: ruleOf(kind).advice, facts: { ...facts } };
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
export function errorItem(error: unknown, item: number, secret: string): INodeExecutionData {
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
export function nodeError(
	node: INode,
	error: unknown,
	item: number,
	secret: string,
	others: readonly string[] = [],
): Error {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const { facts, message, ...explained } = explain(error, secret);
	const accepted = `Also accepted, but not finished: task ${others.join(', ')}.`;
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
	return failure;
}

/**
 * Everything that an operation does, so that what stops it before its first item is told like the rest:
 * in the place of each item when the run goes on in spite of it.
 */
export async function orErrorItems(
	context: IExecuteFunctions,
	work: (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	const done = await attempt(async () => await work(context));
	if (done.ok) return done.value;
	if (!context.continueOnFail()) throw nodeError(context.getNode(), done.error, 0, '');
	return [context.getInputData().map((_item, index) => errorItem(done.error, index, ''))];
}
