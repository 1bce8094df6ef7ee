import type { Chunks } from '../shared/streams';

class BodyTimeout extends Error {
	readonly code = 'ETIMEDOUT';
}

/**
 * A body that has to end in time. n8n's own time-out ends with the headers, and destroying its stream does
 * not end a read that waits (axios wraps the stream in a generator), so every read is given up by itself.
 * @throws BodyTimeout
 */
export async function* withDeadline(
	stream: Chunks & { destroy?(): unknown },
	milliseconds: number,
): Chunks {
	let giveUp: (() => void) | undefined;
	// Verified nodes may not use timers.
	const late = AbortSignal.timeout(milliseconds);
	const onLate = () => giveUp?.();
	late.addEventListener('abort', onLate);
	const source = stream[Symbol.asyncIterator]();
	try {
		for (;;) {
			const step = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
				giveUp = () => reject(new BodyTimeout('The body did not end in time'));
				// The time may have run out while nothing was read.
				if (late.aborted) giveUp();
				else source.next().then(resolve, reject);
			});
			if (step.done) return;
			yield step.value;
		}
	} finally {
		// Node keeps a signal that is listened to until it fires, and all that the listener sees.
		late.removeEventListener('abort', onLate);
		stream.destroy?.();
	}
}

/** n8n's time-out comes first, but never where a server changes the protocol (101): axios forgets that call. */
const grace = 1_000;

/** Waits for the head of an answer. @throws BodyTimeout */
export async function withinTime<T>(head: Promise<T>, milliseconds: number): Promise<T> {
	const late = AbortSignal.timeout(milliseconds + grace);
	let onLate = () => undefined as void;
	const tooLate = new Promise<never>((_resolve, reject) => {
		onLate = () => reject(new BodyTimeout('The answer did not begin in time'));
		late.addEventListener('abort', onLate);
	});
	return await Promise.race([head, tooLate]).finally(() =>
		late.removeEventListener('abort', onLate),
	);
}
