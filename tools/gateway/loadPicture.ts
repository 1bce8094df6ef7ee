import sharp from 'sharp';
import { sha256 } from './digest';
import { Refusal } from './errors';
import type { LoadedPicture, PictureInfo, PicturePolicy, PictureSource } from './vocabulary';
import { fetchPicture } from './fetchPicture';
import type { PictureFormat } from '../painter/commission';
import { obey } from './obey';
import type { ReceivedFile } from './readMultipart';

const mimeTypes: Readonly<Record<PictureFormat, string>> = {
	png: 'image/png',
	jpeg: 'image/jpeg',
	webp: 'image/webp',
};
const extensions: Readonly<Record<string, PictureFormat>> = {
	png: 'png',
	jpg: 'jpeg',
	jpeg: 'jpeg',
	webp: 'webp',
};

/** A file part must say in its type, its name and its bytes that it is the same kind of picture. */
export async function loadFile(
	{ part, content }: ReceivedFile,
	field: string,
	policy: PicturePolicy,
): Promise<LoadedPicture> {
	const supported = Object.values(mimeTypes);
	// github.com/openai/openai-node#1468
	if (!supported.includes(part.mimeType)) {
		throw new Refusal(
			'badMimeType',
			`Invalid file '${field}': unsupported mimetype ('${part.mimeType}'). Supported: ${supported.join(', ')}`,
			field,
		);
	}
	const extension = /\.([a-z]+)$/i.exec(part.fileName)?.[1]?.toLowerCase() ?? '';
	// Relays derive the type from the extension again (domain.md 6.2).
	// A browser's form calls every file without a name so, and the Vercel AI SDK does as well.
	const isNameless = part.fileName === 'blob';
	const named = isNameless ? undefined : extensions[extension];
	if (!named && !isNameless) {
		throw new Refusal('badPicture', `file name '${part.fileName}' has no picture extension`, field);
	}
	const info = await probe(content, part.sha256, field);
	part.width = info.width;
	part.height = info.height;
	const isOther = named !== undefined && named !== info.format;
	if (mimeTypes[info.format] !== part.mimeType || isOther) {
		throw new Refusal('badPicture', `the file is ${info.format}, not what its part says`, field);
	}
	return obey(
		{ field, source: 'file', content, bytes: part.bytes, sha256: part.sha256, info },
		policy,
	);
}

export async function loadText(
	text: string,
	field: string,
	sources: readonly PictureSource[],
	policy: PicturePolicy,
): Promise<LoadedPicture> {
	const isUrl = /^https?:\/\//i.test(text);
	const source = isUrl ? 'url' : 'base64';
	if (!sources.includes(source)) {
		throw new Refusal('badValue', `${field} takes ${sources.join(' or ')}, not ${source}`, field);
	}
	const content = isUrl ? await fetchPicture(text, field) : decodeBase64(text, field, policy);
	const digest = sha256(content);
	const info = await probe(content, digest, field);
	const declared = /^data:([^;,]+)/.exec(text)?.[1];
	if (declared && declared !== mimeTypes[info.format]) {
		throw new Refusal('badPicture', `${field} says ${declared} but is ${info.format}`, field);
	}
	const picture = { field, source, content, bytes: content.length, sha256: digest, info };
	return obey(picture as LoadedPicture, policy);
}

function decodeBase64(text: string, field: string, policy: PicturePolicy): Buffer {
	const prefix = /^data:image\/[a-z]+;base64,/.exec(text)?.[0];
	if (policy.base64 === 'bare' && text.startsWith('data:')) {
		throw new Refusal('badValue', `${field} must be base64 without a data: prefix`, field);
	}
	if (policy.base64 === 'dataUri' && !prefix) {
		throw new Refusal('badValue', `${field} must be a URL or data:image/<format>;base64,…`, field);
	}
	const base64 = text.slice(prefix?.length ?? 0);
	if (!isBase64(base64)) {
		throw new Refusal('badValue', `${field} is neither a URL nor base64`, field);
	}
	return Buffer.from(base64, 'base64');
}

function isBase64(text: string): boolean {
	const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
	// Looks for one wrong character: matching millions of right ones overflows the stack.
	const wrong = /[^A-Za-z0-9+/]/.test(text.slice(0, text.length - padding));
	return text.length > padding && text.length % 4 === 0 && !wrong;
}

/** By digest: a batch sends the same picture again and again. */
const probed = new Map<string, PictureInfo>();
const maxProbed = 1_000;

async function probe(content: Buffer, digest: string, field: string): Promise<PictureInfo> {
	const known = probed.get(digest);
	if (known) return known;
	const info = await read(content, field);
	if (probed.size >= maxProbed) probed.clear();
	probed.set(digest, info);
	return info;
}

async function read(content: Buffer, field: string): Promise<PictureInfo> {
	try {
		const { format, width, height, hasAlpha, autoOrient } = await sharp(content).metadata();
		if (format === 'png' || format === 'jpeg' || format === 'webp') {
			const size = autoOrient ?? { width, height };
			return { format, width: size.width, height: size.height, hasAlpha: hasAlpha === true };
		}
	} catch {
		// Said below in the words of the API.
	}
	throw new Refusal('badPicture', `Invalid image file or mode for '${field}'`, field);
}
