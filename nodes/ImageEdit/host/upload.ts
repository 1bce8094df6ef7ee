import { sleep } from 'n8n-workflow';
import type { WireBody } from '../request/body';
import { attempt } from '../shared/attempt';
import type { Chunks } from '../shared/streams';

/** Bytes: a wait takes a millisecond, which would be felt after every chunk. */
const listenEvery = 1024 * 1024;

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
		for (const chunks of this.opened) void attempt(async () => await chunks.return(undefined));
	}

	private async *read(): AsyncGenerator<Uint8Array> {
		let left = this.size;
		let unheard = 0;
		for await (const chunk of this.body.open()) {
			unheard += chunk.length;
			if (unheard > listenEvery) {
				// Node takes in first what has arrived: of a gateway that answers in the middle of an upload and
				// hangs up, nothing could be read any more after the next sending has failed.
				await sleep(0);
				unheard = 0;
			}
			left -= chunk.length;
			this.isTaken ||= left <= 0;
			yield chunk;
		}
	}
}
