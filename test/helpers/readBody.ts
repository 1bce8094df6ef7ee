import busboy from 'busboy';
import type { WireBody } from '../../nodes/ImageEdit/request/body';

/** A part of a form as a server sees it. */
export interface ReadPart {
	readonly name: string;
	/** The text, or of a file its bytes as base64. */
	readonly value: string;
	readonly fileName?: string;
	readonly mimeType?: string;
}

/** @throws when the body is not as long as it says */
export async function bytesOf(body: WireBody): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body.open()) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	if (bytes.length !== body.size) {
		throw new Error(`The body has ${bytes.length} bytes and says ${body.size}`);
	}
	return bytes;
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** JSON with the whole numbers that a JS number would change as bigint. The engine's own parser reads. */
function parseExactly(text: string): unknown {
	const revive: Reviver = (_key, value, { source = '' }) =>
		/^-?\d{16,}$/.test(source) && String(value) !== source ? BigInt(source) : value;
	return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
}

export async function readJson(body: WireBody): Promise<unknown> {
	return parseExactly((await bytesOf(body)).toString('utf8'));
}

/**
 * A name as it comes out of a form: WHATWG HTML, "multipart/form-data encoding algorithm", which leaves a
 * backslash as it is; busboy takes two of them for one (RFC 9110, quoted-string).
 */
export const nameInForm = (name: string): string =>
	Buffer.from(name)
		.toString()
		.replace(/\r\n|\r|\n/g, '%0D%0A')
		.replaceAll('"', '%22')
		.replaceAll('\\\\', '\\');

/** The parts in the order in which they were sent. */
export async function readForm(body: WireBody): Promise<readonly ReadPart[]> {
	const bytes = await bytesOf(body);
	const parts: Array<Promise<ReadPart>> = [];
	const form = busboy({
		headers: { 'content-type': body.contentType },
		defParamCharset: 'utf8',
		limits: { fieldSize: Infinity },
	});
	form.on('field', (name, value) => parts.push(Promise.resolve({ name, value })));
	form.on('file', (name, stream, { filename, mimeType }) => {
		const read = async (): Promise<ReadPart> => {
			const chunks: Buffer[] = [];
			for await (const chunk of stream) chunks.push(chunk as Buffer);
			const value = Buffer.concat(chunks).toString('base64');
			return { name, value, ...(filename === undefined ? {} : { fileName: filename }), mimeType };
		};
		parts.push(read());
	});
	await new Promise<void>((resolve, reject) => {
		form.on('close', resolve);
		form.on('error', reject);
		form.end(bytes);
	});
	return await Promise.all(parts);
}

/** What arrived, in whichever form: JSON as its value, a form as its parts. */
export async function readBody(body: WireBody): Promise<unknown> {
	return body.contentType === 'application/json' ? await readJson(body) : await readForm(body);
}
