import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/**
 * One call of n8n's HTTP helper. The helper takes no signal beside the one of the whole execution, and what
 * is given up without one keeps its connection for as long as the server likes; so the helper gets a context
 * whose signal is that of the execution and of this call in one.
 */
export class Call {
	readonly context: Context;
	private readonly end = new AbortController();
	private readonly execution: AbortSignal | undefined;
	private readonly onCancel = () => this.end.abort();

	constructor(context: Context) {
		const { signal } = this;
		this.execution =
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		this.context = Object.create(context, {
			getExecutionCancelSignal: { value: () => signal },
		}) as Context;
		if (this.execution?.aborted) this.end.abort();
		this.execution?.addEventListener('abort', this.onCancel);
	}

	get signal(): AbortSignal {
		return this.end.signal;
	}

	get isCancelled(): boolean {
		return this.execution?.aborted ?? false;
	}

	/** The execution may go on for hours, and its signal keeps what listens to it. */
	close(): void {
		this.execution?.removeEventListener('abort', this.onCancel);
	}

	/** Ends the connection. @param body what was read of it last: it fails, and nobody listens any more */
	giveUp(body?: unknown): void {
		this.close();
		(body as { on?(event: 'error', listener: () => void): unknown } | undefined)?.on?.(
			'error',
			() => undefined,
		);
		this.end.abort();
	}
}
