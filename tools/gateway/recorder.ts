import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Dialect } from './vocabulary';

export interface TextPart {
	readonly name: string;
	readonly value: string;
}

export interface FilePart {
	readonly name: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: number;
	readonly sha256: string;
	width?: number;
	height?: number;
}

export type Part = TextPart | FilePart;

export interface RecordedRequest {
	/** The `x-request-id` of the answer. */
	readonly id: string;
	readonly dialect?: Dialect;
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly contentType: 'json' | 'multipart' | 'none' | 'other';
	readonly contentLength?: number;
	readonly chunked: boolean;
	readonly receivedAt: number;
	/** The body as it came, but long strings are digests: bodies are not kept. */
	rawJson?: string;
	json?: unknown;
	parts?: readonly Part[];
	/** The task that was asked after. */
	polled?: string;
	status?: number;
	answeredAt?: number;
}

export interface FileRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
}

export function isFilePart(part: Part): part is FilePart {
	return 'sha256' in part;
}

function contentTypeOf(header: string | undefined): RecordedRequest['contentType'] {
	const type = (header ?? '').split(';')[0]?.trim().toLowerCase();
	if (!type) return 'none';
	if (type === 'application/json') return 'json';
	if (type === 'multipart/form-data') return 'multipart';
	return 'other';
}

export function openRecord(
	request: IncomingMessage,
	path: string,
	dialect: Dialect | undefined,
): RecordedRequest {
	const length = request.headers['content-length'];
	return {
		id: `req_${randomUUID()}`,
		...(dialect && { dialect }),
		method: request.method ?? 'GET',
		path,
		headers: { ...request.headers },
		contentType: contentTypeOf(request.headers['content-type']),
		...(length !== undefined && { contentLength: Number(length) }),
		chunked: request.headers['transfer-encoding'] === 'chunked',
		receivedAt: Date.now(),
	};
}
