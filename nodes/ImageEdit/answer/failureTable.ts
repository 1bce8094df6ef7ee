import type { FailureRule } from './failureRule';
import { ambiguous, final, notTaken, paid } from './failureRule';

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
	blocked: {
		...final,
		advice:
			'Something in front of the gateway, a firewall mostly, lets this n8n or its address not through; it is not about the API key, and nothing was billed. Ask the gateway to allow it, or call from another address.',
	},
	busy: {
		...notTaken,
		mayPollOn: true,
		advice:
			'The gateway reported that it is overloaded or has no channel for the model at the moment, so nothing was billed. Try again later, lower Concurrency under Batch, or use another model.',
	},
	canceled: {
		...paid,
		advice: 'The execution was stopped. An order that was already accepted may still be billed.',
	},
	certificate: {
		...final,
		advice:
			'The proxy in front of the gateway does not trust its certificate, so nothing was billed. Only the gateway can mend that.',
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
	early: {
		...notTaken,
		mayPollOn: true,
		advice:
			'The response came before the whole request was sent, so nothing was billed. Send smaller images or addresses instead of files, lower Concurrency or set Requests per Minute under Batch, or try again later.',
	},
	earlyRefused: {
		...final,
		advice:
			'The response came before the whole request was sent, so nothing was billed. It is not of the gateway, and no judgement of the parameters: check the address in the credential, and send smaller images or addresses instead of files.',
	},
	edge: {
		...ambiguous,
		whenEarly: 'early',
		mayPollOn: true,
		advice:
			'The response is not in the words of the gateway: it is no judgement of the parameters, and the image may have been made and billed. Check the usage log of the gateway. Retry Ambiguous under Batch repeats such requests.',
	},
	edgeBusy: {
		...ambiguous,
		whenEarly: 'early',
		mayPollOn: true,
		advice:
			'The gateway, or a proxy in front of it, is overloaded, limited or down. The response is not in the words of the gateway, so the image may have been made and billed. Lower Concurrency and set Requests per Minute under Batch. Retry Ambiguous there repeats such requests.',
	},
	edgeNotFound: {
		...paid,
		whenEarly: 'notFound',
		maySearch: true,
		advice:
			'Check the gateway and its address in the credential, and whether it offers this kind of call. Some proxies (lighttpd) also answer so when the response of the gateway stalls: then the image may have been billed.',
	},
	edgeRefused: {
		...ambiguous,
		whenEarly: 'earlyRefused',
		advice:
			'The response is not in the words of the gateway, so it is no judgement of the parameters or the API key, and the image may have been billed. Check the address in the credential and the usage log of the gateway. Retry Ambiguous under Batch repeats such requests.',
	},
	edgeSlowUpload: {
		...ambiguous,
		whenEarly: 'early',
		mayPollOn: true,
		advice:
			'Cloudflare waits 100 s for a response, so this early it was the upload that took too long. Send smaller images, or addresses instead of files. The image may nevertheless have been billed.',
	},
	edgeTimeout: {
		...ambiguous,
		whenEarly: 'early',
		mayPollOn: true,
		advice:
			'A proxy in front of the gateway did not wait for its response; the image may have been made and billed. Use a faster model or a smaller size, or a gateway that answers with tasks. Retry Ambiguous under Batch repeats such requests.',
	},
	endless: {
		...paid,
		// Its addresses have no end either.
		keepsImages: 'stored',
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
	outgoingProxy: {
		...final,
		advice:
			'Nothing was sent and nothing was billed. Check HTTPS_PROXY in the environment of this n8n, and whether that proxy allows the address of the gateway.',
	},
	outgoingProxyDown: {
		...notTaken,
		mayPollOn: true,
		advice:
			'Nothing was sent and nothing was billed. Check HTTPS_PROXY in the environment of this n8n, and whether that proxy reaches the address of the gateway.',
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
		mayPollOn: true,
		advice:
			'The gateway asks to go slower. Lower Concurrency or set Requests per Minute under Batch.',
	},
	redirect: {
		...final,
		advice:
			'An order is never sent on to another address, so nothing was billed. Enter the final address as Base URL in the credential.',
	},
	refused: {
		...final,
		advice:
			'The request was not allowed to go there. Check the allowed domains in the credential and the rules of this n8n for outgoing requests.',
	},
	server: {
		...ambiguous,
		whenEarly: 'early',
		mayPollOn: true,
		advice:
			'These words do not say whether the image was made, so it may have been billed. Check the usage log of the gateway, try again later, or use another model. Retry Ambiguous under Batch repeats such requests.',
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
	unreached: {
		...notTaken,
		mayPollOn: true,
		advice:
			'The proxy in front of the gateway could not reach its server, so nothing was billed. Try again later.',
	},
	unsafe: {
		...paid,
		advice:
			'The picture may have been made and billed, but the gateway gave an address that this node does not open. Report it to the gateway, or choose b64_json as Response Format where the model has it.',
	},
} satisfies Record<string, FailureRule>;

/** What kind of thing stopped an order. */
export type FailureKind = keyof typeof failures;

/** @returns the row of the table, every question answered or absent */
export const ruleOf = (kind: FailureKind): FailureRule => failures[kind];
