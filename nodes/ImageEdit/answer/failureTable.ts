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
		fetchAgain: 'holds an image that is cut off',
		advice:
			'The call may have been billed. Check the usage log of the gateway, and try another model or prompt.',
	},
	auth: {
		...final,
		title: 'The gateway refused access',
		advice: 'Check the API key and the gateway in the credential.',
	},
	badRequest: {
		...final,
		advice: 'Compare the parameters with what the model takes. A dry run shows the exact request.',
	},
	blocked: {
		...final,
		advice:
			'Something in front of the gateway, mostly a firewall, does not let this n8n or its address through. The API key is not the problem, and nothing was billed. Ask the gateway to allow it, or call from another address.',
	},
	busy: {
		...notTaken,
		mayPollOn: true,
		title: 'The gateway cannot take the request at the moment',
		advice:
			'It is overloaded or has no channel for the model at the moment. Nothing was billed. Try again later, lower Concurrency under Settings → Batch, or use another model.',
	},
	canceled: {
		...paid,
		advice: 'The execution was stopped. A request that was already accepted may still be billed.',
	},
	certificate: {
		...final,
		advice:
			'The proxy in front of the gateway does not trust its certificate, so nothing was billed. Only the gateway can fix that.',
	},
	cut: {
		...ambiguous,
		mayPollOn: true,
		keepsImages: true,
		fetchAgain: 'broke off',
		advice:
			'The connection broke off after the request was sent. The image may nevertheless have been made and billed. Retry If Possibly Billed under Settings → Batch repeats such requests.',
	},
	download: {
		...paid,
		fetchAgain: 'did not respond',
		namesImage: true,
		advice:
			'The image was made and paid for, but the download failed. The message names its address, which stays valid for some time.',
	},
	early: {
		...notTaken,
		mayPollOn: true,
		advice:
			'The response came before the whole request was sent, so nothing was billed. Send smaller images or addresses instead of files, lower Concurrency or set Requests per Minute under Settings → Batch, or try again later.',
	},
	earlyRefused: {
		...final,
		advice:
			'The response came before the whole request was sent, so nothing was billed. It does not come from the gateway and says nothing about the parameters: check the address in the credential, and send smaller images or addresses instead of files.',
	},
	edge: {
		...ambiguous,
		whenEarly: 'early',
		mayPollOn: true,
		advice:
			'The response does not come from the gateway itself: it says nothing about the parameters, and the image may have been made and billed. Check the usage log of the gateway. Retry If Possibly Billed under Settings → Batch repeats such requests.',
	},
	edgeBusy: {
		...ambiguous,
		whenEarly: 'early',
		mayPollOn: true,
		advice:
			'The gateway, or a proxy in front of it, is overloaded, limited or down. The response does not come from the gateway itself, so the image may have been made and billed. Lower Concurrency and set Requests per Minute under Settings → Batch. Retry If Possibly Billed there repeats such requests.',
	},
	edgeNotFound: {
		...paid,
		whenEarly: 'notFound',
		maySearch: true,
		advice:
			'Check the gateway and its address in the credential, and whether it offers this kind of call. Some proxies (lighttpd) also respond like this when the response of the gateway stalls: then the image may have been billed.',
	},
	edgeRefused: {
		...ambiguous,
		whenEarly: 'earlyRefused',
		advice:
			'The response does not come from the gateway itself, so it says nothing about the parameters or the API key, and the image may have been billed. Check the address in the credential and the usage log of the gateway. Retry If Possibly Billed under Settings → Batch repeats such requests.',
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
			'A proxy in front of the gateway did not wait for its response; the image may have been made and billed. Use a faster model or a smaller size, or a gateway that answers with tasks. Retry If Possibly Billed under Settings → Batch repeats such requests.',
	},
	endless: {
		...paid,
		// Its addresses have no end either.
		keepsImages: 'stored',
		advice:
			'The call may have been billed. No working gateway responds with that much: report it to the gateway, or choose another.',
	},
	moderation: {
		...final,
		title: "The gateway's content filter refused the request",
		advice: 'Change the prompt or the images. Retrying does not help.',
	},
	modelUnavailable: {
		...final,
		title: 'The gateway does not offer this model',
		advice:
			'Choose another model, or ask the gateway to enable this one for your API key. Nothing was billed.',
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
			'The image was made and paid for, but it is larger than allowed. Raise Max File Size under Settings → Output, or request a smaller image.',
	},
	plainHttp: {
		...final,
		advice:
			'Nothing was billed. Write https:// in place of http:// into Base URL in the credential.',
	},
	quota: {
		...final,
		title: 'The balance or quota is used up',
		advice: 'Top up at the gateway, or use another API key. Retrying does not help.',
	},
	rateLimit: {
		...notTaken,
		isLimit: true,
		mayPollOn: true,
		title: 'Too many requests',
		advice:
			'Lower Concurrency or set Requests per Minute under Settings → Batch. Nothing was billed.',
	},
	redirect: {
		...final,
		advice:
			'A request is never redirected to another address, so nothing was billed. Enter the final address as Base URL in the credential.',
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
			'These words do not say whether the image was made, so it may have been billed. Check the usage log of the gateway, try again later, or use another model. Retry If Possibly Billed under Settings → Batch repeats such requests.',
	},
	store: {
		...paid,
		keepsImages: true,
		namesImage: true,
		advice:
			'The image was made and paid for. Check the free space and the permissions where this n8n keeps binary data. An image that came as a URL can still be downloaded from the address in the message.',
	},
	task: {
		...paid,
		advice:
			'The task was accepted and may have been billed; it is not requested again. While it is running, fetch it with Task → Get and its ID.',
	},
	timeout: {
		...ambiguous,
		mayPollOn: true,
		keepsImages: true,
		fetchAgain: 'did not respond in time',
		advice:
			'No response within the timeout. The image may nevertheless have been made and billed. Raise Timeout under Settings → Batch.',
	},
	tooLarge: {
		...final,
		title: 'The request is too large for the gateway',
		advice: 'Make the images smaller, or send them by URL. Nothing was billed.',
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
			'The image may have been made and billed, but the gateway gave an address that this node does not open. Report it to the gateway, or choose b64_json as Response Format where the model has it.',
	},
} satisfies Record<string, FailureRule>;

/** What kind of thing stopped an order. */
export type FailureKind = keyof typeof failures;

/** @returns the row of the table, every question answered or absent */
export const ruleOf = (kind: FailureKind): FailureRule => failures[kind];
