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
