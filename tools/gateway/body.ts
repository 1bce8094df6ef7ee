import type { IncomingMessage } from 'node:http';
import { shortenJson } from './digest';
import { Refusal } from './errors';
import { readMultipart, type ReceivedPart } from './readMultipart';
import type { RecordedRequest } from './recorder';

export type Body =
	| { readonly kind: 'json'; readonly values: Readonly<Record<string, unknown>> }
	| { readonly kind: 'multipart'; readonly parts: readonly ReceivedPart[] };

const maxBodyBytes = 192 * 1024 * 1024;

/** Reads the body once; the record gets its digest, the caller gets its content. */
export async function readBody(
	request: IncomingMessage,
	record: RecordedRequest,
	keepFiles: boolean,
): Promise<Body> {
	if ((record.contentLength ?? 0) > maxBodyBytes) throw tooLarge();
	if (record.contentType === 'multipart') {
		const parts = await readMultipart(request, maxBodyBytes, keepFiles);
		record.parts = parts.map((received) => received.part);
		return { kind: 'multipart', parts };
	}
	const text = await readText(request);
	if (record.contentType !== 'json') {
		throw new Refusal('wrongBody', 'the body must be application/json or multipart/form-data');
	}
	return { kind: 'json', values: parseJson(text, record) };
}

function tooLarge(): Refusal {
	return new Refusal('tooLarge', `the request body is over ${maxBodyBytes} bytes`);
}

/** An answer sent before the upload ends would reach many clients as a broken pipe. */
export async function discardBody(request: IncomingMessage): Promise<void> {
	request.resume();
	if (request.readableEnded || request.destroyed) return;
	await new Promise<void>((resolve) => {
		request.once('end', resolve).once('close', resolve);
	});
}

async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	// The default would destroy the request on a throw, and with it the way back for the answer.
	const stream = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
	for await (const chunk of stream) {
		bytes += chunk.length;
		if (bytes > maxBodyBytes) throw tooLarge();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string, record: RecordedRequest): Record<string, unknown> {
	let parsed: unknown;
	try {
		parsed = parseKeepingIds(text);
		record.rawJson = shortenJson(text);
		record.json = JSON.parse(record.rawJson);
	} catch (cause) {
		throw new Refusal('unreadableBody', `the body is not JSON: ${(cause as Error).message}`);
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new Refusal('unreadableBody', 'the body must be a JSON object');
	}
	return parsed as Record<string, unknown>;
}

export interface NumberSource {
	readonly digits: string;
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
// The lib types do not know the third argument yet (ES2025 "JSON.parse source text access").
const parseWithSource = JSON.parse as unknown as (text: string, reviver: Reviver) => unknown;

/** Element ids are 64-bit: as a number 835266081714884677 would lose its last digits (seed 000). */
function parseKeepingIds(text: string): unknown {
	if (!text.includes('"element_id"')) return JSON.parse(text);
	return parseWithSource(text, (key, value, { source }) =>
		key === 'element_id' && typeof value === 'number'
			? ({ digits: source ?? String(value) } satisfies NumberSource)
			: value,
	);
}
