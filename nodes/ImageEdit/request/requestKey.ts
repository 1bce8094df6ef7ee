import { createHash } from 'crypto';
import { RawNumber } from './json';
import type { WireRequest, WireValue } from './wire';
import { WirePicture } from './wire';

/**
 * The same order has the same key in every run: gateway, path, every wire field, the bytes of every
 * picture (of one given by address: the address, which a dry run may not open).
 * @param gateway the gateway's id and host, without the port
 * @returns 64 hexadecimal digits
 */
export function requestKey(gateway: string, request: WireRequest): string {
	const fields = request.fields.map(({ name, value }) => [name, canonical(value)]);
	return createHash('sha256')
		.update(JSON.stringify([gateway, request.path, fields.sort(byName)]))
		.digest('hex');
}

// Repeated names keep their order: the sort is stable, and the order of pictures matters.
const byName = ([a]: readonly unknown[], [b]: readonly unknown[]) =>
	String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;

function canonical(value: WireValue): unknown {
	if (value instanceof RawNumber) return { number: value.digits };
	if (Array.isArray(value)) return (value as readonly WireValue[]).map(canonical);
	if (value instanceof WirePicture) {
		return value.as.kind === 'fetch' ? { url: value.as.url } : sourceOf(value.as.file);
	}
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value as Readonly<Record<string, WireValue>>)
			.map(([name, inner]) => [name, canonical(inner)])
			.sort(byName);
	}
	return value;
}

const sourceOf = (file: { sha256: string; url?: string }) =>
	file.url === undefined ? { sha256: file.sha256 } : { url: file.url };
