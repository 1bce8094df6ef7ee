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

/**
 * How long the last piece is held back at an encrypted address, counted from the beginning: a connection to one
 * far away takes as long to be made. n8n's outgoing proxy has by then said whether it makes one, and whoever has
 * answered without the last piece cannot have the order.
 */
const handshake = 100;

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
	/** Whether all of it was handed on. */
	isTaken = false;
	private isClosed = false;
	private readonly opened: Array<AsyncGenerator<Uint8Array>> = [];

	/** @param isEncrypted whether it goes to an encrypted address */
	constructor(
		private readonly body: WireBody,
		private readonly isEncrypted = false,
	) {
		this.size = body.size;
		this.type = body.contentType;
	}

	/** Whether it is known that the gateway cannot have the order: it was begun, and not all of it was taken. */
	get isCutShort(): boolean {
		return this.opened.length > 0 && !this.isTaken;
	}

	stream(): Chunks {
		const chunks = this.read();
		this.opened.push(chunks);
		return chunks;
	}

	/** axios leaves what it has not sent to the end as it is, with the file open behind it. */
	close(): void {
		this.isClosed = true;
		if (!this.isTaken) cutShort.add(this.body);
		for (const chunks of this.opened) void attempt(async () => await chunks.return(undefined));
	}

	private async *read(): AsyncGenerator<Uint8Array> {
		const isPatient = cutShort.has(this.body);
		const made = this.isEncrypted ? sleep(handshake) : undefined;
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
			if (sent >= this.size) await made;
			this.isTaken ||= sent >= this.size && !this.isClosed;
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
