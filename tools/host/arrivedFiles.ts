import { createHash } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';

import { expectEqual } from './checks/check';
import type { ArrivedFile } from './destinations/destination';
import type { Host } from './startHost';

/** The file in one binary field of an item, out of n8n's store. */
export async function fileOf(
	host: Host,
	{ binary }: INodeExecutionData,
	field = 'data',
): Promise<ArrivedFile> {
	const { fileName: name = '', id = '', mimeType: contentType = '' } = binary?.[field] ?? {};
	const path = `/rest/binary-data?action=download&id=${encodeURIComponent(id)}`;
	return { name, contentType, bytes: await host.bytes(path) };
}

/** Byte by byte, under their own names, and with their types where the place keeps them. */
export function expectSame(arrived: readonly ArrivedFile[], made: readonly ArrivedFile[]): void {
	const hasTypes = arrived.every(({ contentType }) => contentType !== undefined);
	const described = (files: readonly ArrivedFile[]) =>
		files
			.map(({ bytes, contentType = '', name }) =>
				[
					name,
					...(hasTypes ? [contentType] : []),
					bytes.length,
					createHash('sha256').update(bytes).digest('hex').slice(0, 16),
				].join(' '),
			)
			.sort();
	expectEqual('Files', described(arrived), described(made));
	expectEqual('Names', new Set(made.map(({ name }) => name)).size, made.length);
}
