import type { ProcessTree } from './processTree';
import { tailOf } from './runStep';

export interface Awaited {
	readonly name: string;
	readonly tree: ProcessTree;
	readonly logFile: string;
	readonly answers: () => Promise<boolean>;
	readonly signal?: AbortSignal | undefined;
}

const START_TIMEOUT_MS = 180_000;

/** Waits for a server that was just started, and ends it when it does not come. */
export async function untilAnswering(server: Awaited): Promise<void> {
	const { name, tree, logFile, answers, signal } = server;
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (tree.running && Date.now() < deadline && !signal?.aborted) {
		if (await answers()) return;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	await tree.stop();
	signal?.throwIfAborted();
	throw new Error(`${name} did not become ready. The end of its log:\n${tailOf(logFile)}`);
}

/** The question that n8n's servers answer as soon as they can work. */
export async function isReady(url: string): Promise<boolean> {
	const answer = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
	return answer?.ok === true;
}
