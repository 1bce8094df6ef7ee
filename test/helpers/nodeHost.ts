import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Readable } from 'node:stream';
import { readAccess } from '../../nodes/ImageEdit/request/access';
import type { Chunks } from '../../nodes/ImageEdit/shared/streams';
import { allBytes } from '../../nodes/ImageEdit/shared/streams';

export const base = 'http://gateway.example/v1';

export interface Asked {
	readonly url: string;
	readonly body?: unknown;
}

/** Bytes or JSON; nothing for a 404. */
type Answer = (asked: Asked) => Promise<Buffer | object | undefined>;

interface Host {
	readonly tool?: boolean;
	readonly goesOn?: boolean;
	readonly retryOnFail?: boolean;
	readonly signal?: AbortSignal;
}

/**
 * An n8n that runs the node on items with parameters of their own.
 * @param answer by whom every request is answered, with the key or without
 */
export function nodeHost(
	forms: ReadonlyArray<Readonly<Record<string, unknown>>>,
	answer: Answer,
	{ goesOn = false, retryOnFail = false, signal, tool = false }: Host = {},
) {
	const contexts: Readonly<Record<string, object>> = { flow: {}, node: {} };
	const hints: string[] = [];
	const shown: unknown[] = [];
	const request = async (options: Asked) => {
		const found = await answer(options);
		const bytes = Buffer.isBuffer(found) ? found : Buffer.from(JSON.stringify(found ?? {}));
		const statusCode = found === undefined ? 404 : 200;
		return { statusCode, headers: {}, body: Readable.from([bytes]) };
	};
	const context = {
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
		continueOnFail: () => goesOn,
		evaluateExpression: () => 0,
		getContext: (of: string) => contexts[of],
		getExecutionCancelSignal: () => signal,
		getExecutionId: () => '7',
		getInputData: () =>
			forms.map((_form, item): { json: IDataObject } => ({ json: { kept: item } })),
		getNode: () => ({
			...{ id: 'n', name: 'AI Image Edit', type: tool ? 'imageEditTool' : 'imageEdit' },
			...{ parameters: {}, retryOnFail },
		}),
		getNodeParameter: (name: string, item: number, fallback: unknown) =>
			forms[item]?.[name] ?? fallback,
		getWorkflowSettings: () => ({}),
		sendMessageToUI: (message: unknown) => shown.push(message),
		helpers: {
			httpRequest: request,
			httpRequestWithAuthentication: async (_name: string, options: Asked) =>
				await request(options),
			prepareBinaryData: async (stream: Chunks, _name: string, mimeType: string) => {
				await allBytes(stream);
				return { data: '', mimeType, id: 'file:1' };
			},
		},
	} as unknown as IExecuteFunctions;
	const access = readAccess({ gateway: 'aiid', baseUrl: base, apiKey: 'sk-0123456789' });
	const kept = contexts.node as Readonly<Record<string, unknown>>;
	return { access, context, hints, kept, shown };
}
