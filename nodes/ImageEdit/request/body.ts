import { RawNumber } from '../shared/json';
import type { PictureFile } from '../image/imageFile';
import type { WireField, WireRequest, WireValue } from './wire';
import { WirePicture } from './wire';
import type { Chunks } from '../shared/streams';

/** A body of known length that is read as it is sent, and anew for each attempt. */
export interface WireBody {
	readonly contentType: string;
	/** Bytes. */
	readonly size: number;
	/** True when no part of it is read from a store: it may as well be sent as one buffer. */
	readonly small: boolean;
	open(): Chunks;
}

type Segment = string | { readonly file: PictureFile; readonly base64: boolean };

/**
 * @param boundary separates the parts of a form; must not occur in any part
 */
export function writeBody(request: WireRequest, boundary: string): WireBody {
	return request.bodyFormat === 'json'
		? bodyOf('application/json', [...writeObject(request.fields)])
		: bodyOf(`multipart/form-data; boundary=${boundary}`, [...writeForm(request.fields, boundary)]);
}

function bodyOf(contentType: string, segments: readonly Segment[]): WireBody {
	return {
		contentType,
		size: segments.reduce((sum, segment) => sum + sizeOf(segment), 0),
		small: segments.every((segment) => typeof segment === 'string'),
		open: () => readSegments(segments),
	};
}

function sizeOf(segment: Segment): number {
	if (typeof segment === 'string') return Buffer.byteLength(segment);
	return segment.base64 ? 4 * Math.ceil(segment.file.bytes / 3) : segment.file.bytes;
}

async function* readSegments(segments: readonly Segment[]): Chunks {
	for (const segment of segments) {
		if (typeof segment === 'string') yield Buffer.from(segment);
		else if (segment.base64) yield* base64Of(contentOf(segment.file));
		else yield* contentOf(segment.file);
	}
}

/** As many bytes as were announced: a request that is longer or shorter would be cut, or never end. */
async function* contentOf(file: PictureFile): Chunks {
	let left = file.bytes;
	for await (const chunk of await file.open()) {
		left -= chunk.length;
		if (left < 0) break;
		yield chunk;
	}
	if (left !== 0) {
		const many = left < 0 ? 'more' : 'fewer';
		const stored = `${file.fileName} has ${many} than the ${file.bytes} bytes that were stored of it`;
		throw new Error(`${stored}; run the node that made it again`);
	}
}

async function* base64Of(chunks: Chunks): Chunks {
	let rest = Buffer.alloc(0);
	for await (const chunk of chunks) {
		const bytes = Buffer.concat([rest, chunk]);
		const whole = bytes.length - (bytes.length % 3);
		if (whole > 0) yield Buffer.from(bytes.toString('base64', 0, whole), 'latin1');
		rest = bytes.subarray(whole);
	}
	if (rest.length > 0) yield Buffer.from(rest.toString('base64'), 'latin1');
}

function* writeObject(fields: readonly WireField[]): Generator<Segment> {
	yield '{';
	for (const [index, { name, value }] of fields.entries()) {
		yield `${index > 0 ? ',' : ''}${JSON.stringify(name)}:`;
		yield* writeValue(value);
	}
	yield '}';
}

function* writeValue(value: WireValue): Generator<Segment> {
	if (value instanceof RawNumber) yield value.digits;
	else if (Array.isArray(value)) {
		yield '[';
		for (const [index, item] of (value as readonly WireValue[]).entries()) {
			if (index > 0) yield ',';
			yield* writeValue(item);
		}
		yield ']';
	} else if (value instanceof WirePicture) {
		const picture = value.as;
		if (picture.kind === 'fetch') throw new Error('A picture by address was not fetched');
		// What a file says that it is comes from a stranger.
		yield JSON.stringify(dataUriHead(picture)).slice(0, -1);
		yield { file: picture.file, base64: true };
		yield '"';
	} else if (typeof value === 'object' && value !== null) {
		yield* writeObject(
			Object.entries(value as Readonly<Record<string, WireValue>>).map(([name, inner]) => ({
				name,
				value: inner,
			})),
		);
	} else yield JSON.stringify(value);
}

function* writeForm(fields: readonly WireField[], boundary: string): Generator<Segment> {
	for (const { name, value } of fields) {
		const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`;
		if (value instanceof WirePicture) {
			const picture = value.as;
			if (picture.kind === 'fetch') throw new Error('A picture by address was not fetched');
			const { file } = picture;
			if (picture.kind === 'text') {
				yield `${head}\r\n\r\n${dataUriHead(picture)}`;
			} else {
				const type = file.mimeType.replace(/\p{Cc}/gu, '');
				yield `${head}; filename="${escapeName(file.fileName)}"\r\nContent-Type: ${type}\r\n\r\n`;
			}
			yield { file, base64: picture.kind === 'text' };
			yield '\r\n';
		} else {
			yield `${head}\r\n\r\n`;
			if (typeof value === 'object') yield* writeValue(value);
			else yield String(value);
			yield '\r\n';
		}
	}
	yield `--${boundary}--\r\n`;
}

const dataUriHead = (picture: WirePicture['as']) =>
	picture.kind === 'text' && picture.form === 'dataUri'
		? `data:${picture.file.mimeType};base64,`
		: '';

/** As browsers do it: WHATWG HTML, "multipart/form-data encoding algorithm". */
const escapeName = (name: string) => name.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
