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

/** Reads to the end what nobody wants, so that the connection is free again. */
export async function drain(bytes: AsyncIterable<Uint8Array>): Promise<undefined> {
	const source = bytes[Symbol.asyncIterator]();
	for (let step = await source.next(); !step.done; step = await source.next());
	return undefined;
}
