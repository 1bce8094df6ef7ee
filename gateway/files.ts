import { randomUUID } from 'node:crypto';

export interface StoredFile {
	readonly content: Buffer;
	readonly mimeType: string;
}

export interface FileStore {
	readonly put: (content: Buffer, mimeType: string) => string;
	readonly get: (name: string) => StoredFile | undefined;
}

const maxFiles = 2000;
const maxBytes = 384 * 1024 * 1024;

export function extensionOf(mimeType: string): string {
	const kind = mimeType.slice('image/'.length);
	return kind === 'jpeg' ? 'jpg' : kind;
}

/** Result files in memory; the oldest go when there are too many (real links expire, too). */
export function createFileStore(): FileStore {
	const files = new Map<string, StoredFile>();
	let bytes = 0;
	return {
		put(content, mimeType) {
			const name = `${randomUUID()}.${extensionOf(mimeType)}`;
			files.set(name, { content, mimeType });
			bytes += content.length;
			for (const [oldest, file] of files) {
				if (files.size <= maxFiles && (bytes <= maxBytes || files.size === 1)) break;
				files.delete(oldest);
				bytes -= file.content.length;
			}
			return name;
		},
		get: (name) => files.get(name),
	};
}
