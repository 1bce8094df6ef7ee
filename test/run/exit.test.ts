import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { GatewayFailure, ruleOf } from '../../nodes/ImageEdit/answer/failures';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import type { Result } from '../../nodes/ImageEdit/run/exit';
import { runOperation } from '../../nodes/ImageEdit/run/exit';
import type { Books } from '../../nodes/ImageEdit/run/run';

const apiKey = 'sk-0123456789abcdef';

interface Host {
	readonly goesOn?: boolean;
	readonly signal?: AbortSignal;
	readonly items?: readonly INodeExecutionData[];
}

async function ended(
	result: Promise<Result> | Result,
	{ goesOn = false, items, signal }: Host = {},
) {
	const context = {
		continueOnFail: () => goesOn,
		getExecutionCancelSignal: () => signal,
		getInputData: () => items ?? [{ json: {} }],
		getNode: () => ({ name: 'AI Image Edit', type: 'imageEdit', typeVersion: 1, parameters: {} }),
		getCredentials: async () => ({
			gateway: 'openAiCompatible',
			baseUrl: 'https://gateway.example/v1',
			apiKey,
		}),
	} as unknown as IExecuteFunctions;
	return await runOperation(context, async () => await result);
}

/** The error of n8n that the run ends with. */
async function thrown(result: Result) {
	const error = await ended(result).then(
		() => undefined,
		(one: unknown) => one,
	);
	if (!(error instanceof Error)) throw new Error('It did not end with an error.');
	return error as Error & {
		description?: string;
		messages?: readonly string[];
		context: { itemIndex?: number };
	};
}

const booksOf = (images: number, tasks: ReadonlyArray<readonly [number, string]>) =>
	({ ledger: { imagesBeside: () => images }, unfinished: new Map(tasks) }) as unknown as Books;

const failure = new GatewayFailure('Not liked.', { kind: 'moderation', status: 400 });
const one = { items: [{ json: { url: 'a' } }] };

describe('an error that ends a run', () => {
	it("tells the tasks of other items, and neither the failing item's own nor finished ones", async () => {
		const books = booksOf(0, [
			[1, 'own-task'],
			[2, 'other-task'],
		]);
		const error = await thrown({ outcomes: [one, { error: failure }, undefined], books });
		expect(error.description).toContain('Also accepted, but not finished: task other-task.');
		expect(error.description).not.toContain('own-task');
		expect(error.message).toBe('Not liked. [item 1]');
	});

	it('tells the ids of other tasks without the key', async () => {
		const books = booksOf(0, [[2, `task-${apiKey}`]]);
		const error = await thrown({ outcomes: [one, { error: failure }], books });
		expect(error.description).toContain('Also accepted, but not finished: task task-');
		expect(error.description).not.toContain(apiKey);
		expect(JSON.stringify({ ...error })).not.toContain(apiKey);
	});

	it.each([
		[0, undefined],
		[1, '1 image of another item was made and paid; Retry of this execution takes it up.'],
		[2, '2 images of other items were made and paid; Retry of this execution takes them up.'],
	])('tells of %d images of other items', async (images, sentence) => {
		const outcomes = [{ error: failure }];
		const { description = '' } = await thrown({ outcomes, books: booksOf(images, []) });
		if (sentence === undefined) expect(description).not.toContain('made and paid');
		else expect(description).toContain(sentence);
	});

	it('says that nothing was billed only where no other item was paid', async () => {
		const outcomes = [{ error: new InvalidOrder(['Prompt is empty.', 'Size is odd.']) }];
		const alone = await thrown({ outcomes, books: booksOf(0, []) });
		expect(alone.description).toBe('Also: Size is odd. Nothing was sent and nothing was billed.');
		const beside = await thrown({ outcomes, books: booksOf(1, []) });
		expect(beside.description).toContain('Nothing was sent for this item. 1 image');
	});

	it.each([
		[undefined, ''],
		[1, ''],
		[2, 'Tried 2 times. '],
	])(
		'tells of %s tries, then what helps here, then what helps with all of its kind',
		async (attempts, said) => {
			const facts = { kind: 'busy', hint: 'Do this.', ...(attempts && { attempts }) } as const;
			const error = new GatewayFailure('Busy.', facts);
			const { description } = await thrown({ outcomes: [{ error }] });
			expect(description).toBe(`${said}Do this. ${ruleOf('busy').advice}`);
		},
	);

	it.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'])(
		"has its own words also where n8n has some for its code %s, and tells the request beside n8n's",
		async (code) => {
			const request = 'POST https://gateway.example/v1/images/edits';
			const error = new GatewayFailure('Not there.', { kind: 'network', code, request });
			const { context, description, message, messages } = await thrown({ outcomes: [{ error }] });
			expect([message, description]).toEqual(['Not there. [item 0]', ruleOf('network').advice]);
			expect(messages?.at(-1)).toBe(request);
			expect(messages?.length).toBeGreaterThan(1);
			expect(context).toMatchObject({ code, itemIndex: 0 });
			expect(context).not.toHaveProperty('request');
		},
	);

	const node = { name: 'AI Image Edit', type: 'imageEdit', parameters: {} } as unknown as INode;
	it.each([
		['NodeOperationError', new NodeOperationError(node, 'No such expression.')],
		['NodeApiError', new NodeApiError(node, { message: 'No such credential.' })],
	])('is the %s of n8n as it is', async (_name, error) => {
		expect(await thrown({ outcomes: [{ error }] })).toBe(error);
	});

	it('is of the first item that failed', async () => {
		const later = new GatewayFailure('Later.', { kind: 'server' });
		const error = await thrown({ outcomes: [one, { error: failure }, { error: later }] });
		expect(error.message).toBe('Not liked. [item 1]');
		expect(error.context.itemIndex).toBe(1);
	});
});

describe('a run that goes on', () => {
	it('puts the error in its place, with the binary data of its own item', async () => {
		const binary = { data: { data: '', mimeType: 'image/png', id: 'b' } };
		const items = [{ json: {} }, { json: {}, binary }];
		const [output] = await ended({ outcomes: [one, { error: failure }] }, { goesOn: true, items });
		expect(output?.map(({ binary: kept }) => kept)).toEqual([undefined, binary]);
		expect(output?.[1]).toMatchObject({
			json: { error: { message: 'Not liked. [item 1]', status: 400 } },
			pairedItem: { item: 1 },
		});
	});

	it('tells of an item that was not sent what does not fit, and that another try does not help', async () => {
		const error = new InvalidOrder(['Prompt is empty.', 'Size is odd.']);
		const [output] = await ended({ outcomes: [{ error }] }, { goesOn: true });
		expect(output?.[0]?.json).toEqual({
			error: {
				message: 'Prompt is empty. [item 0]',
				description: 'Also: Size is odd. Nothing was sent and nothing was billed.',
				code: 'invalid_parameters',
				retryable: false,
			},
		});
	});

	it('puts out what stopped it before its first item for each, with its own binary data', async () => {
		const binary = { data: { data: '', mimeType: 'image/png', id: 'b' } };
		const items = [{ json: {} }, { json: {}, binary }];
		const stopped = Promise.reject(failure);
		const [output] = await ended(stopped, { goesOn: true, items });
		expect(output).toMatchObject([
			{ json: { error: { message: 'Not liked. [item 0]' } }, pairedItem: { item: 0 } },
			{ json: { error: { message: 'Not liked. [item 1]' } }, binary, pairedItem: { item: 1 } },
		]);
		await expect(ended(Promise.reject(failure))).rejects.toThrow('Not liked. [item 0]');
	});

	it('tells of a request that was cancelled though the run was not', async () => {
		const error = new GatewayFailure('The execution was cancelled.', { kind: 'canceled' });
		const [output] = await ended({ outcomes: [one, { error }] }, { goesOn: true });
		expect(output?.[1]?.json.error).toMatchObject({ message: expect.stringContaining('[item 1]') });
	});

	it('takes the key out of what every item says', async () => {
		const echoed = { items: [{ json: { revisedPrompt: `a ${apiKey}` } }] };
		const error = new GatewayFailure(`b ${apiKey}`, { kind: 'auth', requestId: apiKey });
		const [output] = await ended({ outcomes: [echoed, { error }] }, { goesOn: true });
		expect(output).toHaveLength(2);
		expect(JSON.stringify(output)).not.toContain(apiKey);
	});
});

describe('a run that was cancelled', () => {
	const signal = AbortSignal.abort();
	const cancelled = (taskId?: string) =>
		new GatewayFailure('The execution was cancelled.', {
			kind: 'canceled',
			...(taskId === undefined ? {} : { taskId }),
		});

	it('puts out what was made, and throws nothing', async () => {
		const [output] = await ended(
			{ outcomes: [one, { error: cancelled() }, undefined] },
			{ signal },
		);
		expect(output).toEqual([{ json: { url: 'a' } }]);
	});

	it('tells of an item that failed before', async () => {
		const outcomes = [{ error: cancelled() }, { error: failure }];
		const [output] = await ended({ outcomes }, { signal });
		expect(output).toMatchObject([{ json: { error: { message: 'Not liked. [item 1]' } } }]);
	});

	it('tells a task that it waited for, which can still be asked after', async () => {
		const [output] = await ended({ outcomes: [{ error: cancelled('t1') }] }, { signal });
		expect(output).toMatchObject([{ json: { error: { taskId: 't1' } } }]);
	});
});

it('makes what is looked for of the key once, however many items there are', async () => {
	const encode = jest.spyOn(globalThis, 'encodeURIComponent');
	const items = Array.from({ length: 500 }, (_none, n) => ({ json: { said: `${n} ${apiKey}` } }));
	const [out] = await ended({ outcomes: [{ items }] });
	const times = encode.mock.calls.filter(([text]) => text === apiKey).length;
	encode.mockRestore();
	expect(out?.map(({ json }) => json.said)).toEqual(items.map((_none, n) => `${n} [key]`));
	// As it was given and as it is sent.
	expect(times).toBe(2);
});
