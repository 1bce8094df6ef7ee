import { createHash } from 'crypto';
import { RawNumber } from '../shared/json';
import type { PictureFile } from '../image/imageFile';
import type { WireRequest, WireValue } from './wire';
import { WirePicture } from './wire';

/**
 * The same order has the same key in every run: gateway, path, every wire field, the bytes of every
 * picture (of one given by address: the address, which a dry run may not open).
 * @param gateway the gateway's id and host, without the port
 * @returns 64 hexadecimal digits
 */
export async function requestKey(gateway: string, request: WireRequest): Promise<string> {
	const fields = await Promise.all(
		request.fields.map(async ({ name, value }) => [name, await canonical(value)]),
	);
	return createHash('sha256')
		.update(JSON.stringify([gateway, request.path, fields.sort(byName)]))
		.digest('hex');
}

// Repeated names keep their order: the sort is stable, and the order of pictures matters.
const byName = ([a]: readonly unknown[], [b]: readonly unknown[]) =>
	String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;

async function canonical(value: WireValue): Promise<unknown> {
	if (value instanceof RawNumber) return { number: value.digits };
	if (Array.isArray(value)) {
		return await Promise.all((value as readonly WireValue[]).map(canonical));
	}
	if (value instanceof WirePicture) {
		return value.as.kind === 'fetch' ? { url: value.as.url } : await sourceOf(value.as.file);
	}
	if (typeof value === 'object' && value !== null) {
		const fields = Object.entries(value as Readonly<Record<string, WireValue>>);
		const inner = fields.map(async ([name, one]) => [name, await canonical(one)]);
		return (await Promise.all(inner)).sort(byName);
	}
	return value;
}

const sourceOf = async (file: PictureFile) =>
	file.url === undefined ? { sha256: await file.digest() } : { url: file.url };
