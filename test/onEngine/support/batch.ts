import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Interception } from '../../../tools/gateway/interception';
import type { RecordedRequest } from '../../../tools/gateway/recorder';
import { model } from './parameters';
import { tinyPicture } from './quickAnswer';
import type { Rig } from './rig';

/** One order for each item, told apart by the prompt. */
export const perItem: INodeParameters = {
	operation: 'generate',
	model: model('nano-banana'),
	prompt: '={{ $json.prompt }}',
};

/** Items with the prompts p0, p1 … */
export const promptItems = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({ json: { prompt: `p${index}` } }));

/** The number in the prompt of a request. */
export const numberOf = (request: RecordedRequest): number =>
	Number(/\d+$/.exec((request.json as { prompt: string }).prompt)?.[0]);

/** The numbers of the prompts that were ordered, in order of arrival. */
export const orderedBy = ({ gateway }: Rig): number[] => gateway.requests.map(numberOf);

/** Answers each order with a small picture and its own prompt, unless `instead` says otherwise. */
export async function answerEach(
	rig: Rig,
	instead: (number: number) => Instead | Promise<Instead> = () => undefined,
): Promise<void> {
	const b64_json = (await tinyPicture()).toString('base64');
	rig.gateway.intercept(async (request) => {
		const { n = 1, prompt } = request.json as { n?: number; prompt: string };
		const data = Array.from({ length: n }, () => ({ b64_json, revised_prompt: prompt }));
		return { status: 200, body: { created: 0, data }, ...(await instead(numberOf(request))) };
	});
}

type Instead = Interception | { readonly delayMs: number } | undefined;

/** For each order that came: ends when so many have come. */
export function together(count: number): () => Promise<void> {
	let arrived = 0;
	let open = () => {};
	const gate = new Promise<void>((resolve) => {
		open = resolve;
	});
	return async () => {
		if (++arrived === count) open();
		await gate;
	};
}

export const refused = (number: number): Interception => ({
	status: 400,
	body: { error: { message: `Order ${number} is not liked`, type: 'invalid_request_error' } },
});

/** Refused for the moment: another try may help, and n8n's Retry On Fail gives one. */
export const busy = (number: number): Interception => ({
	status: 503,
	body: {
		error: { message: `Order ${number} has to wait`, type: 'api_error', code: 'server_busy' },
	},
});

/** The node itself tries once only, so that the next try is n8n's. */
export const onePerTry: INodeParameters = { ...perItem, batch: { maxTries: 1 } };
