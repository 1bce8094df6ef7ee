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
	const kind = /^image\/(\w+)/.exec(mimeType)?.[1] ?? 'bin';
	return kind === 'jpeg' ? 'jpg' : kind;
}

/** Result files in memory; the oldest go when there are too many (real links expire, too). */
export function createFileStore(): FileStore {
	const files = new Map<string, StoredFile>();
	// A prepared picture lies under many names, but only once in memory.
	const holders = new Map<Buffer, number>();
	let bytes = 0;
	const hold = (content: Buffer, step: 1 | -1) => {
		const before = holders.get(content) ?? 0;
		if (before === 0) bytes += content.length;
		holders.set(content, before + step);
		if (before + step > 0) return;
		holders.delete(content);
		bytes -= content.length;
	};
	return {
		put(content, mimeType) {
			const name = `${randomUUID()}.${extensionOf(mimeType)}`;
			files.set(name, { content, mimeType });
			hold(content, 1);
			for (const [oldest, file] of files) {
				if (files.size <= maxFiles && (bytes <= maxBytes || files.size === 1)) break;
				files.delete(oldest);
				hold(file.content, -1);
			}
			return name;
		},
		get: (name) => files.get(name),
	};
}
