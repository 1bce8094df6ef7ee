/** What kind of thing stopped an order; decides the advice that is given. */
export type FailureKind =
	| 'answer'
	| 'auth'
	| 'badRequest'
	| 'canceled'
	| 'cut'
	| 'download'
	| 'edgeTimeout'
	| 'endless'
	| 'moderation'
	| 'modelUnavailable'
	| 'network'
	| 'notFound'
	| 'oversize'
	| 'quota'
	| 'rateLimit'
	| 'redirect'
	| 'refused'
	| 'server'
	| 'store'
	| 'task'
	| 'timeout'
	| 'tooLarge'
	| 'unsafe';

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

/** A failure of a gateway, of the way to it, or of its answer. Never holds the key or base64. */
export class GatewayFailure extends Error {
	constructor(
		/** What happened, in the gateway's own words where it gave some. */
		message: string,
		readonly facts: FailureFacts,
		/** Headers of the answer, lower-case names: some of them ask for a repeat. */
		readonly headers: Readonly<Record<string, unknown>> = {},
		options?: ErrorOptions,
	) {
		super(message, options);
		this.name = 'GatewayFailure';
	}

	with(facts: Partial<FailureFacts>): GatewayFailure {
		const options = { cause: this.cause };
		return new GatewayFailure(this.message, { ...this.facts, ...facts }, this.headers, options);
	}
}

/**
 * The one function that adds to a failure what its callers know more of it. What it knows itself stays; a
 * task is named in the message too, so that Task / Get can pick it up by its ID.
 * @returns anything but a GatewayFailure as it is
 */
export function withFacts(error: unknown, known: Partial<FailureFacts>): unknown {
	if (!(error instanceof GatewayFailure)) return error;
	const { cause, headers, message } = error;
	const { taskId = '' } = known;
	const named = message.includes(taskId) ? message : `Task ${taskId}: ${message}`;
	return new GatewayFailure(named, { ...known, ...error.facts }, headers, { cause });
}

/** What a kind of failure means, to everyone who asks. */
export interface FailureRule {
	/** Whether an image may have been made and billed. */
	readonly mayBeBilled: boolean;
	/**
	 * Whether the order may be repeated: because it surely was not taken, only where the response asks for it
	 * (`x-should-retry`), only where Retry Ambiguous allows it, or never since it would end the same way.
	 */
	readonly again: 'always' | 'ifAsked' | 'ifAllowed' | 'never';
	/** Whether it slows the whole batch, which then costs no tries. */
	readonly isLimit?: true;
	/** Whether polling goes on after a status request that ended so. */
	readonly mayPollOn?: true;
	/** Whether images that had come whole before it are kept. */
	readonly keepsImages?: true;
	/** Whether it is about one image: the others of the response may be whole. */
	readonly isOfOneImage?: true;
	/** Whether a response came, so that its status belongs to the failure. */
	readonly hasResponse?: true;
	/** Whether the gateway may have the order nevertheless, to be found by its own ID. */
	readonly maySearch?: true;
	/** What is said of the address of an image when fetching it ended so; absent where another try is in vain. */
	readonly fetchAgain?: string;
	/** Whether the message names where the image lies, which must not be lost among several. */
	readonly namesImage?: true;
	/** What a user can do. */
	readonly advice: string;
}

/** The gateway refused, and would refuse again. */
const final = { mayBeBilled: false, again: 'never' } as const;
/** No response that proves anything. */
const ambiguous = { mayBeBilled: true, again: 'ifAllowed', maySearch: true } as const;
/** A response came, or what followed it failed: paid for, and another order would be another purchase. */
const paid = { mayBeBilled: true, again: 'never' } as const;
/** Surely not taken. */
const notTaken = { mayBeBilled: false, again: 'always' } as const;

/** Source of the advice: the gateways' documents, section "Errors". */
export const failures = {
	answer: {
		...paid,
		keepsImages: true,
		isOfOneImage: true,
		hasResponse: true,
		maySearch: true,
		fetchAgain: 'holds a picture that is cut off',
		advice:
			'The call may have been billed. Check the usage log of the gateway, and try another model or prompt.',
	},
	auth: { ...final, advice: 'Check the API key and the gateway in the credential.' },
	badRequest: {
		...final,
		advice: 'Compare the parameters with what the model takes. A dry run shows the exact request.',
	},
	canceled: {
		...paid,
		advice: 'The execution was stopped. An order that was already accepted may still be billed.',
	},
	cut: {
		...ambiguous,
		mayPollOn: true,
		keepsImages: true,
		fetchAgain: 'broke off',
		advice:
			'The connection broke off after the order was sent. The picture may have been made and billed all the same. Switch on Retry Ambiguous under Batch to repeat such orders.',
	},
	download: {
		...paid,
		fetchAgain: 'did not answer',
		namesImage: true,
		advice:
			'The picture was made and paid for, only its download did not succeed. The message names its address, which stays valid for some time.',
	},
	edgeTimeout: {
		...ambiguous,
		advice:
			'A proxy in front of the gateway cut the connection, not this node. The picture may have been made and billed all the same. Use a faster model or a smaller size, or a gateway that answers with tasks.',
	},
	endless: {
		...paid,
		keepsImages: true,
		advice:
			'The call may have been billed. No gateway that works answers so much: report it to the gateway, or choose another.',
	},
	moderation: {
		...final,
		advice:
			'The content filter refused the prompt or a picture. Change them; repeating does not help.',
	},
	modelUnavailable: {
		...final,
		advice:
			'The model is not available for this API key. Choose another model, or ask the gateway to enable it.',
	},
	network: {
		...notTaken,
		mayPollOn: true,
		fetchAgain: 'could not be reached',
		advice: 'Check the address in the credential and the network of this n8n.',
	},
	notFound: {
		...final,
		advice:
			'Check the gateway and its address in the credential, and whether it offers this kind of call.',
	},
	oversize: {
		...paid,
		keepsImages: true,
		hasResponse: true,
		advice:
			'The picture was made and paid for, but not taken in. Raise Max File Size under Output, or order a smaller picture.',
	},
	quota: {
		...final,
		advice: 'The balance or quota is used up. Top up at the gateway; repeating does not help.',
	},
	rateLimit: {
		...notTaken,
		isLimit: true,
		advice:
			'The gateway asks to go slower. Lower Concurrency or set Requests per Minute under Batch.',
	},
	redirect: {
		...final,
		advice:
			'An order is never sent on to another address. Enter the final address in the credential.',
	},
	refused: {
		...final,
		advice:
			'The request was not allowed to go there. Check the allowed domains in the credential and the rules of this n8n for outgoing requests.',
	},
	server: {
		...notTaken,
		advice: 'The gateway cannot answer at the moment. Try again later, or use another model.',
	},
	store: {
		...paid,
		keepsImages: true,
		namesImage: true,
		advice:
			'The picture was made and paid for. Check the space and the rights of the place where this n8n keeps binary data. A picture that came by address can still be fetched from the address in the message.',
	},
	task: {
		...paid,
		advice:
			'The task was accepted and may have been billed; it is not ordered again. While it is not over, look it up with the resource Task and its ID.',
	},
	timeout: {
		...ambiguous,
		mayPollOn: true,
		keepsImages: true,
		fetchAgain: 'did not answer in time',
		advice:
			'No answer within the timeout. The picture may have been made and billed all the same. Raise Timeout under Batch.',
	},
	tooLarge: {
		...final,
		advice:
			'The request is larger than the gateway takes. Make the pictures smaller, or send them by URL.',
	},
	unsafe: {
		...paid,
		advice:
			'The picture may have been made and billed, but the gateway gave an address that this node does not open. Report it to the gateway, or choose b64_json as Response Format where the model has it.',
	},
} satisfies Record<FailureKind, FailureRule>;

/** @returns the row of the table, every question answered or absent */
export const ruleOf = (kind: FailureKind): FailureRule => failures[kind];
