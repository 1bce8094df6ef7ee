import { isLoopback } from '../loopback';
import type { GatewayState } from '../state';
import { factsOf } from './facts';
import { usualCallbackRetriesMs } from './plan';
import { klingTask } from './shapes/kling';
import type { CallbackTry, Task } from './task';

const timeoutMs = 10_000;

/** Tells the receiver of a state, again for a while when it is not there yet. */
export async function callBack(state: GatewayState, task: Task, body: string): Promise<void> {
	const { callbackUrl, callbacks, plan, state: told } = task;
	if (callbackUrl === undefined) return;
	const { signal } = state.tasks;
	for (const pause of [0, ...(plan.callbackRetriesMs ?? usualCallbackRetriesMs)]) {
		if (pause) await state.wait(pause, signal);
		const tried = await post(callbackUrl, body);
		callbacks.push({ state: told, at: Date.now(), ...tried });
		if (tried.status === undefined ? tried.isFinal : tried.status < 300) return;
	}
}

/** Kling's body, as things stand now (domain.md 1.8). */
export function callbackBody(state: GatewayState, task: Task): string {
	return JSON.stringify(klingTask(factsOf(state, task)));
}

type Tried = Pick<CallbackTry, 'error' | 'status'> & { readonly isFinal?: true };

async function post(url: string, body: string): Promise<Tried> {
	if (!isLoopback(url)) return { error: 'this gateway calls loopback only', isFinal: true };
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body,
			redirect: 'error',
			signal: AbortSignal.timeout(timeoutMs),
		});
		await response.arrayBuffer();
		return { status: response.status };
	} catch (cause) {
		return { error: (cause as Error).message };
	}
}
