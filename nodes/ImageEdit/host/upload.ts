import { sleep } from 'n8n-workflow';
import type { WireBody } from '../request/body';
import { attempt } from '../shared/attempt';
import type { Chunks } from '../shared/streams';

/** Bytes of one write: while it lasts, nothing that arrives is read. */
const maxPiece = 64 * 1024;
/** Milliseconds that a wait takes at least; one before every write would be felt where the gateway is near. */
const shortPause = 0;
const longPause = 5;
/** Bytes from the start before each write of which is listened: who refuses a size does so early. */
const earlyBytes = 4 * 1024 * 1024;
/** Bytes between two pauses after that. */
const lateStep = 1024 * 1024;

/** Bodies of which an upload ended too early, perhaps by an answer that was lost: the next listens longer. */
const cutShort = new WeakSet<WireBody>();

/**
 * axios sends any object that says it is a Blob: it takes `size` as Content-Length and pulls the bytes
 * from `stream()` as it sends them, so that no picture is ever held.
 */
export class Upload {
	readonly size: number;
	readonly type: string;
	readonly [Symbol.toStringTag] = 'Blob';
	/** Until all of it was taken, the gateway cannot have the order. */
	isTaken = false;
	private readonly opened: Array<AsyncGenerator<Uint8Array>> = [];

	constructor(private readonly body: WireBody) {
		this.size = body.size;
		this.type = body.contentType;
	}

	stream(): Chunks {
		const chunks = this.read();
		this.opened.push(chunks);
		return chunks;
	}

	/** axios leaves what it has not sent to the end as it is, with the file open behind it. */
	close(): void {
		if (!this.isTaken) cutShort.add(this.body);
		for (const chunks of this.opened) void attempt(async () => await chunks.return(undefined));
	}

	private async *read(): AsyncGenerator<Uint8Array> {
		const isPatient = cutShort.has(this.body);
		let sent = 0;
		let unheard = 0;
		for await (const piece of inPieces(this.body.open())) {
			unheard += piece.length;
			if (isPatient || sent < earlyBytes || unheard > lateStep) {
				// A gateway may answer in the middle of an upload and hang up. A write that fails then closes the
				// socket, with the answer unread in it (Node's net.js). A timer runs after all that has arrived
				// was read (libuv's order of phases), so a write right after it finds the answer taken in.
				await sleep(isPatient ? longPause : shortPause);
				unheard = 0;
			}
			sent += piece.length;
			this.isTaken ||= sent >= this.size;
			yield piece;
		}
	}
}

/** The same bytes, in pieces that are not too large for one write. */
async function* inPieces(chunks: Chunks): AsyncGenerator<Uint8Array> {
	for await (const chunk of chunks) {
		for (let at = 0; at < chunk.length; at += maxPiece) {
			yield chunk.subarray(at, at + maxPiece);
		}
	}
}
