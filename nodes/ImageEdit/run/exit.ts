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
import type { KeyHider } from '../shared/secrets';
import { keyHider } from '../shared/secrets';
import { attempt } from '../shared/attempt';
import { clean } from '../shared/clean';
import type { GatewayAccess } from '../host/credential';
import { readCredential } from '../host/credential';
import { isCancelled, unsavedBy } from '../host/execution';
import { arrangeFailed } from './arrange';
import type { Books } from './run';
import type { Outcome } from './runItems';
import { hasFailed } from './runItems';

interface Explained {
	readonly message: string;
	readonly description: string;
	readonly facts: IDataObject;
	/** Method and URL. */
	readonly request?: string;
}

const explain = (error: unknown, withoutKey: KeyHider): Explained =>
	withoutKey(explainOpenly(error));

function explainOpenly(error: unknown): Explained {
	if (error instanceof GatewayFailure) {
		const { hint, kind, request, ...facts } = error.facts;
		const explained = {
			message: error.message,
			description: [tried(facts.attempts), hint ?? [], ruleOf(kind).advice].flat().join(' '),
			facts: { ...facts },
		};
		return request === undefined ? explained : { ...explained, request };
	}
	if (error instanceof InvalidOrder) {
		const [first = '', ...more] = error.findings;
		const rest = more.length > 0 ? `Also: ${more.join(' ')} ` : '';
		return {
			message: first,
			description: `${rest}${nothingSent}`,
			facts: { code: 'invalid_parameters', retryable: false },
		};
	}
	const message = error instanceof Error ? error.message : String(error);
	return { message: clean(message), description: '', facts: {} };
}

/** How often a request was sent, where that was more than once. */
const tried = (attempts = 1) => (attempts > 1 ? [`Tried ${attempts} times.`] : []);

const nothingSent = 'Nothing was sent and nothing was billed.';

/** That nothing was sent is true of an item, and not of a run that has paid for others. */
const withOthers = (description: string, others: string): string =>
	others === ''
		? description
		: `${description.replace(nothingSent, 'Nothing was sent for this item.')} ${others}`;

/** As n8n's own messages name an item: from 0. */
const ofItem = (message: string, item: number) => `${message} [item ${item}]`;

/**
 * What an item becomes when the run goes on in spite of it. It keeps the item's binary data: n8n adds the JSON
 * on an error output, and another model there needs the image.
 */
async function errorItem(
	context: IExecuteFunctions,
	error: unknown,
	item: number,
	withoutKey: KeyHider,
): Promise<INodeExecutionData> {
	const { description, facts, message } = explain(error, withoutKey);
	const told = {
		message: ofItem(message, item),
		...(description ? { description } : {}),
		...facts,
	};
	const json = await arrangeFailed(context, item, { error: told });
	const binary = context.getInputData()[item]?.binary;
	return { json, ...(binary ? { binary } : {}), pairedItem: { item } };
}

/**
 * n8n's own error, with the item it belongs to.
 * @param others what became of the other items; empty = nothing that was paid
 */
function nodeError(
	node: INode,
	error: unknown,
	item: number,
	withoutKey: KeyHider,
	others = '',
): Error {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const { facts, message, request, ...explained } = explain(error, withoutKey);
	const description = withOthers(explained.description, withoutKey(others));
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

/** What became of the other items of a run that ends with an error. */
function othersOf(
	{ ledger, unfinished }: Books,
	failed: number,
	unsaved: string | undefined,
): string {
	const made = ledger.imagesBeside(failed);
	const tasks = [...unfinished].flatMap(([item, taskId]) => (item === failed ? [] : taskId));
	const images = made === 1 ? '1 image of another item was' : `${made} images of other items were`;
	const it = made === 1 ? 'it' : 'them';
	const after =
		unsaved === undefined
			? `; Retry of this execution takes ${it} up.`
			: `, but n8n does not save this execution, so a new one orders ${it} again: switch on "${unsaved}" in the workflow's settings.`;
	return [
		made > 0 ? `${images} made and paid${after}` : '',
		tasks.length > 0 ? `Also accepted, but not finished: task ${tasks.join(', ')}.` : '',
	]
		.filter(Boolean)
		.join(' ');
}

/** Nothing is left to say about a cancelled request, unless its task can be looked up. */
const isNothing = (error: unknown) =>
	error instanceof GatewayFailure &&
	error.facts.kind === 'canceled' &&
	error.facts.taskId === undefined;

/** What an operation comes to. */
export interface Result {
	/** By item; absent for an item that was not begun. */
	readonly outcomes: ReadonlyArray<Outcome | undefined>;
	/** Absent where nothing is paid. */
	readonly books?: Books;
	/** Called when the run ends with output. */
	readonly onEnd?: () => void;
}

/**
 * The one exit of the node: whatever leaves it, output or error, leaves it without the key. What stops an
 * operation before its first item takes the place of each item when the run continues on errors.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: (context: IExecuteFunctions, access: GatewayAccess) => Promise<Result>,
): Promise<INodeExecutionData[][]> {
	const access = await attempt(async () => await readCredential(context));
	const withoutKey = keyHider(access.ok ? access.value.secret : '');
	const done = access.ok
		? await attempt(async () => await operation(context, access.value))
		: access;
	const goesOn = context.continueOnFail();
	const asItem = async (error: unknown, item: number) =>
		await errorItem(context, error, item, withoutKey);
	if (!done.ok) {
		if (!goesOn) throw nodeError(context.getNode(), done.error, 0, withoutKey);
		const items = context.getInputData();
		return [await Promise.all(items.map(async (_item, at) => await asItem(done.error, at)))];
	}
	const { books, onEnd, outcomes } = done.value;
	const wasCancelled = isCancelled(context);
	const first = outcomes.findIndex(hasFailed);
	// Thrown after a cancel, it would take the place of n8n's own reason, and of what was made.
	if (first >= 0 && !goesOn && !wasCancelled) {
		const others = books ? othersOf(books, first, unsavedBy(context)) : '';
		throw nodeError(context.getNode(), outcomes[first]?.error, first, withoutKey, others);
	}
	onEnd?.();
	const items = await Promise.all(
		Array.from(outcomes, async (outcome, index) => {
			if (!hasFailed(outcome)) return outcome?.items ?? [];
			return wasCancelled && isNothing(outcome?.error) ? [] : [await asItem(outcome?.error, index)];
		}),
	);
	// The key may be in whatever a gateway echoes: revised prompts, warnings, usage.
	return [items.flat().map((item) => ({ ...item, json: withoutKey(item.json) }))];
}
