/** Only what never comes takes so long, however busy the machine is. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/** Reads again and again what there is, until it is as wanted. @throws what is seen at last */
export async function until<T>(
	what: string,
	read: () => Promise<T>,
	isWanted: (seen: T) => boolean,
	patienceMs = PATIENCE_MS,
): Promise<T> {
	const deadline = Date.now() + patienceMs;
	for (;;) {
		const seen = await read();
		if (isWanted(seen)) return seen;
		if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(seen)}`);
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
	}
}

export async function untilEqual(
	what: string,
	read: () => Promise<unknown>,
	wanted: unknown,
): Promise<void> {
	const text = JSON.stringify(wanted);
	await until(`${what}, in place of ${text}`, read, (seen) => JSON.stringify(seen) === text);
}
