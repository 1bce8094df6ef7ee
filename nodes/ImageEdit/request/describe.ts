import { RawNumber } from '../shared/json';
import type { WireRequest, WireValue } from './wire';
import { WirePicture } from './wire';

/**
 * A request as a person can read it: pictures as name, type and size; a name that comes more than once
 * in a form as a list.
 */
export function describeFields(request: WireRequest): Record<string, unknown> {
	const described = new Map<string, unknown>();
	for (const { name, value } of request.fields) {
		const plain = describe(value);
		const before = described.get(name);
		if (before === undefined) described.set(name, plain);
		else
			described.set(name, [...(Array.isArray(before) ? (before as unknown[]) : [before]), plain]);
	}
	return Object.fromEntries(described);
}

function describe(value: WireValue): unknown {
	if (value instanceof RawNumber) {
		// JSON of n8n's output cannot hold the number itself: it would lose digits.
		return value.digits;
	}
	if (Array.isArray(value)) return (value as readonly WireValue[]).map(describe);
	if (value instanceof WirePicture) {
		const picture = value.as;
		if (picture.kind === 'fetch') return { url: picture.url };
		const { bytes, fileName, mimeType } = picture.file;
		return { fileName, mimeType, bytes };
	}
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value as Readonly<Record<string, WireValue>>).map(([name, inner]) => [
				name,
				describe(inner),
			]),
		);
	}
	return value;
}
