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
}

/** A failure of a gateway, of the way to it, or of its answer. Never holds the key or base64. */
export class GatewayFailure extends Error {
	constructor(
		/** What happened, in the gateway's own words where it gave some. */
		message: string,
		readonly facts: FailureFacts,
		/** Headers of the answer, lower-case names: some of them ask for a repeat. */
		readonly headers: Readonly<Record<string, unknown>> = {},
	) {
		super(message);
		this.name = 'GatewayFailure';
	}

	with(facts: Partial<FailureFacts>): GatewayFailure {
		return new GatewayFailure(this.message, { ...this.facts, ...facts }, this.headers);
	}
}

/** What a user can do, by the kind of failure. Sources: domain facts of the gateways, section "Errors". */
export const advice: Readonly<Record<FailureKind, string>> = {
	answer:
		'The call may have been billed. Check the usage log of the gateway, and try another model or prompt.',
	auth: 'Check the API key and the gateway in the credential.',
	badRequest:
		'Compare the parameters with what the model takes. A dry run shows the exact request.',
	canceled: 'The execution was stopped. An order that was already accepted may still be billed.',
	cut: 'The connection broke off after the order was sent. The picture may have been made and billed all the same. Switch on Retry Ambiguous under Batch to repeat such orders.',
	download:
		'The picture was made and paid for, only its download did not succeed. The message names its address, which stays valid for some time.',
	edgeTimeout:
		'A proxy in front of the gateway cut the connection, not this node. The picture may have been made and billed all the same. Use a faster model or a smaller size, or a gateway that answers with tasks.',
	endless:
		'The call may have been billed. No gateway that works answers so much: report it to the gateway, or choose another.',
	moderation:
		'The content filter refused the prompt or a picture. Change them; repeating does not help.',
	modelUnavailable:
		'The model is not available for this API key. Choose another model, or ask the gateway to enable it.',
	network: 'Check the address in the credential and the network of this n8n.',
	notFound:
		'Check the gateway and its address in the credential, and whether it offers this kind of call.',
	oversize:
		'The picture was made and paid for, but not taken in. Raise Max File Size under Output, or order a smaller picture.',
	quota: 'The balance or quota is used up. Top up at the gateway; repeating does not help.',
	rateLimit:
		'The gateway asks to go slower. Lower Concurrency or set Requests per Minute under Batch.',
	redirect:
		'An order is never sent on to another address. Enter the final address in the credential.',
	refused:
		'The request was not allowed to go there. Check the allowed domains in the credential and the rules of this n8n for outgoing requests.',
	server: 'The gateway cannot answer at the moment. Try again later, or use another model.',
	store:
		'The picture was made and paid for. Check the space and the rights of the place where this n8n keeps binary data. A picture that came by address can still be fetched from the address in the message.',
	task: 'The task was accepted and may have been billed; it is not ordered again. While it is not over, look it up with the resource Task and its ID.',
	timeout:
		'No answer within the timeout. The picture may have been made and billed all the same. Raise Timeout under Batch.',
	tooLarge:
		'The request is larger than the gateway takes. Make the pictures smaller, or send them by URL.',
	unsafe:
		'The picture may have been made and billed, but the gateway gave an address that this node does not open. Report it to the gateway, or choose b64_json as Response Format where the model has it.',
};
