import type { RecordedRequest } from '../../../tools/gateway/recorder';
import { isFilePart, type Part } from '../../../tools/gateway/recorder';
import { nameOf } from './pictures';

/** What a request asked for, with pictures by name, so that a test can compare it whole. */
export interface WireView {
	/** Without the prefix of the gateway's dialect. */
	readonly path: string;
	readonly body: RecordedRequest['contentType'];
	/** A name that comes several times in a form holds a list. */
	readonly fields: Readonly<Record<string, unknown>>;
}

export function createHttpClient(request: RecordedRequest | undefined): WireView {
	if (!request) throw new Error('The gateway was not called.');
	const { contentType, parts, path, rawJson } = request;
	return {
		path: path.replace(/^\/[A-Za-z]+\/v1(beta)?(?=\/)/, ''),
		body: contentType,
		fields: rawJson === undefined ? formFields(parts ?? []) : jsonFields(rawJson),
	};
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
// The lib types do not know the third argument yet (ES2025 "JSON.parse source text access").
const parseWithSource = JSON.parse as unknown as (text: string, reviver: Reviver) => unknown;

function jsonFields(rawJson: string): WireView['fields'] {
	return parseWithSource(rawJson, (_key, value, { source }) => {
		if (typeof value === 'string') return readable(value);
		const changed = typeof value === 'number' && source !== String(value);
		return changed ? `<digits ${source}>` : value;
	}) as WireView['fields'];
}

function formFields(parts: readonly Part[]): WireView['fields'] {
	const fields: Record<string, unknown> = {};
	for (const part of parts) {
		const value = isFilePart(part)
			? { fileName: part.fileName, mimeType: part.mimeType, picture: nameOf(part.sha256) }
			: readable(part.value);
		const before = fields[part.name];
		fields[part.name] = before === undefined ? value : [before, value].flat();
	}
	return fields;
}

function readable(text: string): string {
	const digest = /^<base64 \d+ chars sha256:(\w+)>$/.exec(text)?.[1];
	if (digest) return nameOf(digest);
	const sample = /^http:\/\/[\d.:]+\/samples\/([\w.-]+)\?/.exec(text)?.[1];
	return sample ? `<url ${sample}>` : text;
}
