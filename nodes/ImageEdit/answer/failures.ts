import type { FailureKind } from './failureTable';

export type { FailureKind } from './failureTable';
export { failures, ruleOf } from './failureTable';

export interface FailureFacts {
	readonly kind: FailureKind;
	/** HTTP status. */
	readonly status?: number;
	/** The gateway's own code and type. */
	readonly code?: string;
	readonly type?: string;
	readonly requestId?: string;
	readonly taskId?: string;
	/** Whether asking again may help, by `transport/retry`. */
	readonly retryable?: boolean;
	readonly attempts?: number;
	/** What was requested: the method and the URL without its query, which may hold secrets. */
	readonly request?: string;
	/** Advice that is better than what is said of the kind, as whole sentences. */
	readonly hint?: string;
}

interface FailureOptions extends ErrorOptions {
	/** The wait that its body asks for, in milliseconds. */
	readonly bodyWait?: number | undefined;
}

/** A failure of a gateway, of the way to it, or of its answer. Never holds the key or base64. */
export class GatewayFailure extends Error {
	readonly bodyWait: number | undefined;

	constructor(
		/** What happened, in the gateway's own words where it gave some. */
		message: string,
		readonly facts: FailureFacts,
		/** Headers of the answer, lower-case names: some of them ask for a repeat. */
		readonly headers: Readonly<Record<string, unknown>> = {},
		{ bodyWait, ...options }: FailureOptions = {},
	) {
		super(message, options);
		this.name = 'GatewayFailure';
		this.bodyWait = bodyWait;
	}

	with(facts: Partial<FailureFacts>): GatewayFailure {
		const { bodyWait, cause, headers, message } = this;
		return new GatewayFailure(message, { ...this.facts, ...facts }, headers, { bodyWait, cause });
	}
}

/**
 * The one function that adds to a failure what its callers know more of it. What it knows itself stays; a
 * task is named in the message too, so that Task / Get can pick it up by its ID.
 * @returns anything but a GatewayFailure as it is
 */
export function withFacts(error: unknown, known: Partial<FailureFacts>): unknown {
	if (!(error instanceof GatewayFailure)) return error;
	const { bodyWait, cause, headers, message } = error;
	const { taskId = '' } = known;
	const named = message.includes(taskId) ? message : `Task ${taskId}: ${message}`;
	return new GatewayFailure(named, { ...known, ...error.facts }, headers, { bodyWait, cause });
}
