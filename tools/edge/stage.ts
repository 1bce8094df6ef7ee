import type { INode, INodeParameters } from 'n8n-workflow';

import { startEngine } from '../engine/startEngine';
import type { RunResult, WorkflowJson } from '../engine/types';
import { packageFolder } from '../host/nodePackage';
import type { Interception } from '../gateway/interception';
import { isFilePart, type RecordedRequest } from '../gateway/recorder';
import { startGateway, type RunningGateway } from '../gateway/startGateway';
import { storedPictures } from '../gateway/storedPicture';
import { until } from '../host/until';
import { seconds } from './proxies/proxy';

export interface Order {
	/** Its prompt, by which the gateway tells it from others. */
	readonly name: string;
	/** Without a path. */
	readonly origin: string;
	/** Of the picture that is uploaded. */
	readonly bytes?: number;
	readonly count?: number;
	readonly retryOnFail?: boolean;
	/** Of the node, in seconds; as usual longer than a proxy waits. */
	readonly timeout?: number;
	/** Where Portkey hands the order on to. */
	readonly customHost?: string;
	/** What the gateway does with the first, second … order; with more as with the last. */
	readonly fates?: ReadonlyArray<Interception | undefined>;
}

/** What became of an order, as n8n and the gateway saw it. */
export interface Deed {
	/** Orders that reached the gateway whole. */
	readonly orders: number;
	/** How many of them it billed. */
	readonly paid: number;
	/** What the node gave out. */
	readonly pictures: number;
	/** What the node said, if it failed. */
	readonly error?: NodeFailure;
}

export interface NodeFailure {
	readonly message: string;
	readonly description: string;
	readonly retryable: boolean;
	readonly attempts: number;
}

/** The built node in n8n's engine, and the local gateway; several orders may be under way at once. */
export interface Stage {
	readonly gateway: RunningGateway;
	order(order: Order): Promise<Deed>;
	close(): Promise<void>;
}

const nodeName = 'AI Image Edit';
const start = 'Start';

export async function setStage(): Promise<Stage> {
	const gateway = await startGateway({ storedPictureBytes: 40_000 });
	const { apiKey } = gateway;
	const pictures = new Map<number, Promise<Buffer>>();
	const pictureOf = async (bytes: number) => {
		const known = pictures.get(bytes) ?? newPicture(bytes);
		pictures.set(bytes, known);
		return await known;
	};
	const fates = new Map<string, Order['fates']>();
	const seen = new Map<string, number>();
	gateway.intercept((request) => {
		const name = promptOf(request);
		if (name === undefined) return undefined;
		const turn = seen.get(name) ?? 0;
		seen.set(name, turn + 1);
		const all = fates.get(name) ?? [];
		return all[Math.min(turn, all.length - 1)];
	});
	const header = Object.entries({
		'x-portkey-provider': 'openai',
		'x-portkey-custom-host': '={{ $json.customHost }}',
		'x-portkey-request-timeout': String(seconds.answer * 1000),
	}).map(([name, value]) => ({ name, value }));
	const baseUrl = '={{ $json.baseUrl }}';
	const credential = { gateway: 'openAiCompatible', baseUrl, apiKey, headers: { header } };
	const engine = await startEngine({
		packageFolder,
		credentials: { imageGatewayApi: credential },
	}).catch(async (cause: unknown) => {
		await gateway.close();
		throw cause;
	});

	return {
		gateway,
		async order(order) {
			fates.set(order.name, order.fates);
			const { bytes = 10_000, name, origin, retryOnFail = false } = order;
			const customHost = order.customHost ?? `${gateway.origin}/openai/v1`;
			const baseUrl = order.customHost === undefined ? `${origin}/openai/v1` : `${origin}/v1`;
			const data = await engine.storeBinary(await pictureOf(bytes), 'in.png', 'image/png');
			const result = await engine.run(workflowOf(parametersOf(order), retryOnFail), {
				triggerItems: [{ json: { name, baseUrl, customHost }, binary: { data } }],
			});
			return await deedOf(gateway, name, result);
		},
		async close() {
			await engine.close();
			await gateway.close();
		},
	};
}

async function newPicture(bytes: number): Promise<Buffer> {
	const [picture] = await storedPictures(bytes)({ count: 1 });
	if (!picture) throw new Error('There is no picture to send.');
	return picture.content;
}

function promptOf({ parts }: RecordedRequest): string | undefined {
	const prompt = parts?.find(({ name }) => name === 'prompt');
	return prompt && !isFilePart(prompt) ? prompt.value : undefined;
}

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

const parametersOf = ({ count, name, timeout = 20 }: Order): INodeParameters => ({
	operation: 'edit',
	model: locator('id', 'gpt-image-1'),
	image: locator('binary', 'data'),
	prompt: name,
	...(count === undefined ? {} : { options: { n: count } }),
	batch: { timeout, maxTries: 2 },
});

function workflowOf(parameters: INodeParameters, retryOnFail: boolean): WorkflowJson {
	const place = { typeVersion: 1, position: [0, 0] } satisfies Partial<INode>;
	const trigger: INode = {
		...{ ...place, id: 'start', name: start, type: 'n8n-nodes-base.manualTrigger' },
		parameters: {},
	};
	const image: INode = {
		...{ ...place, id: 'image', name: nodeName, type: 'n8n-nodes-ai-image-edit.imageEdit' },
		credentials: { imageGatewayApi: { id: '1', name: 'Gateway' } },
		// n8n runs a node that goes on again when its first item failed.
		onError: 'continueRegularOutput',
		...(retryOnFail ? { retryOnFail, maxTries: 2, waitBetweenTries: 1 } : {}),
		parameters,
	};
	return {
		id: 'edge',
		name: 'Edge',
		nodes: [trigger, image],
		connections: { [start]: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

async function deedOf(gateway: RunningGateway, name: string, result: RunResult): Promise<Deed> {
	const own = () => gateway.requests.filter((request) => promptOf(request) === name);
	// An order that nobody waits for any longer is carried out all the same.
	await until(
		`The orders of ${name}`,
		async () => own().filter(({ status }) => status === undefined).length,
		(open) => open === 0,
	);
	const ids = new Set(own().map(({ id }) => id));
	const items = result.items(nodeName);
	const failed = items.find(({ json }) => json.error !== undefined)?.json.error as
		| NodeFailure
		| undefined;
	if (!failed && result.error) throw result.error;
	return {
		orders: ids.size,
		paid: gateway.ledger.filter(({ requestId }) => ids.has(requestId)).length,
		pictures: failed ? 0 : items.filter(({ binary }) => binary !== undefined).length,
		...(failed && { error: failed }),
	};
}
