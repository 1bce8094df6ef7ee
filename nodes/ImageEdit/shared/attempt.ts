export type Attempted<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly error: unknown };

/** What came of some work, as a value: n8n's rules let nothing but its own errors be thrown again. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempted<T>> {
	return await work().then(
		(value) => ({ ok: true, value }) as const,
		(error: unknown) => ({ ok: false, error }) as const,
	);
}

/** Does some work, and reports its failure before its caller sees it. */
export async function notifyOnError<T>(work: () => Promise<T>, onFailure: () => void): Promise<T> {
	const done = await attempt(work);
	if (done.ok) return done.value;
	onFailure();
	throw done.error;
}

/**
 * Reads on through what nobody wants.
 * @param enough after so many bytes the rest is given up, with its connection
 */
export async function drain(source: AsyncIterator<Uint8Array>, enough: number): Promise<undefined> {
	for (let size = 0; size < enough;) {
		const step = await source.next();
		if (step.done) return undefined;
		size += step.value.length;
	}
	await source.return?.();
	return undefined;
}

/** @returns undefined when there are more bytes than `most`: they are given up, with their connection */
export async function readUpTo(
	chunks: AsyncIterable<Uint8Array>,
	most: number,
): Promise<Buffer | undefined> {
	const read: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of chunks) {
		size += chunk.length;
		if (size > most) return undefined;
		read.push(chunk);
	}
	return Buffer.concat(read);
}
