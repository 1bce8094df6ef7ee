import { expectEqual } from '../checks/check';
import { itemsOf } from '../hostPictures';
import { untilEnd } from '../runInHost';
import { pictureBytes, type QueueStage } from './queueStage';
import type { EndedRound } from './round';
import { pictureNode, picturesPerOrder } from './workflows';

const pngStart = Buffer.from('89504e470d0a1a0a', 'hex');

export function idsWith({ executions }: EndedRound, status: string): string[] {
	return executions.filter((execution) => execution.status === status).map(({ id }) => id);
}

/** Every order of a round has a prompt of its own: two equal digests are a picture bought twice. */
export function expectBoughtOnce({ ledger }: EndedRound): void {
	const different = new Set(ledger.map(({ fieldsDigest }) => fieldsDigest));
	expectEqual('Orders paid for', ledger.length, different.size);
}

/** Reads all pictures of these executions through the main process. @returns how many */
export async function expectPictures(
	{ host }: QueueStage,
	executionIds: readonly string[],
): Promise<number> {
	for (const executionId of executionIds) {
		const items = itemsOf(await untilEnd(host, executionId), pictureNode);
		expectEqual(`Pictures of execution ${executionId}`, items.length, picturesPerOrder);
		for (const { binary, json } of items) {
			const id = binary?.data?.id ?? '';
			if (!id.startsWith('database:')) throw new Error(`A picture is not in the database: ${id}`);
			const path = `/rest/binary-data?action=download&id=${encodeURIComponent(id)}`;
			const bytes = await host.bytes(path);
			expectEqual('First bytes', bytes.subarray(0, 8).toString('hex'), pngStart.toString('hex'));
			expectEqual('Bytes', [bytes.length, json.bytes], [pictureBytes, pictureBytes]);
			const sides = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
			expectEqual('Width and height', sides, [json.width, json.height]);
		}
	}
	return executionIds.length * picturesPerOrder;
}
