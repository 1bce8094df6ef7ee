import type { INode, IWorkflowSettings, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { join } from 'node:path';

import type {
	Engine,
	EngineOptions,
	RunOptions,
	RunResult,
	WorkflowJson,
} from '../../../tools/engine/types';
import { startEngine } from '../../../tools/engine/startEngine';
import type { Dialect } from '../../../tools/gateway/vocabulary';
import type { GatewayOptions, RunningGateway } from '../../../tools/gateway/startGateway';
import { startGateway } from '../../../tools/gateway/startGateway';
import type { GatewayId } from '../../../nodes/ImageEdit/catalogue/gateways';

export const nodeName = 'AI Image Edit';
export const nodeType = 'n8n-nodes-ai-image-edit.imageEdit';

interface Credential {
	gateway: GatewayId;
	baseUrl: string;
	apiKey: string;
	keyHeader: string;
	headers: object;
	query: object;
}

export interface RigOptions extends GatewayOptions {
	readonly binaryMode?: NonNullable<EngineOptions['binaryMode']>;
}

export interface OrderOptions extends Omit<RunOptions, 'triggerItems'> {
	/** The items that reach the node; one without any data when left out. */
	readonly items?: readonly INodeExecutionData[];
	/** Settings of the node: onError, retryOnFail, maxTries … */
	readonly settings?: Partial<INode>;
	/** Of the workflow. */
	readonly workflowSettings?: IWorkflowSettings;
}

/** The built node in n8n's engine, and the local gateway that its credential points to. */
export interface Rig {
	readonly engine: Engine;
	readonly gateway: RunningGateway;
	/** Points the credential to the gateway's answer to this dialect. */
	connect(gateway: GatewayId, changes?: Partial<Credential>): void;
	/** Runs a workflow of a trigger and the node. */
	order(parameters: INodeParameters, options?: OrderOptions): Promise<RunResult>;
	close(): Promise<void>;
}

const dialectOf = (gateway: GatewayId): Dialect =>
	gateway === 'openAiCompatible' ? 'openai' : gateway;

const noExtras = { keyHeader: '', headers: {}, query: {} };

export async function startRig({ binaryMode, ...options }: RigOptions = {}): Promise<Rig> {
	// What is not looked at need not be large: drawing takes as long as the picture has pixels.
	const gateway = await startGateway({ usualSide: 128, ...options });
	const credential: Credential = {
		gateway: 'openAiCompatible',
		baseUrl: gateway.baseUrl('openai'),
		apiKey: gateway.apiKey,
		...noExtras,
	};
	const engine = await startEngine({
		packageFolder: join(__dirname, '..', '..', '..'),
		// The engine asks for it anew in each run, so `connect` need not start another engine.
		credentials: { imageGatewayApi: credential as unknown as Record<string, unknown> },
		...(binaryMode && { binaryMode }),
	}).catch(async (cause: unknown) => {
		// Without a build there is no node to load, and an open gateway keeps jest from ending.
		await gateway.close();
		throw cause;
	});
	return {
		engine,
		gateway,
		connect(id, changes = {}) {
			const baseUrl = gateway.baseUrl(dialectOf(id));
			const apiKey = gateway.apiKey;
			Object.assign(credential, { gateway: id, baseUrl, apiKey, ...noExtras, ...changes });
		},
		async order(parameters, options = {}) {
			const { items = [{ json: {} }], settings, workflowSettings, ...runOptions } = options;
			const workflow = workflowOf(parameters, settings, workflowSettings);
			return await engine.run(workflow, { ...runOptions, triggerItems: items });
		},
		async close() {
			await engine.close();
			await gateway.close();
		},
	};
}

function workflowOf(
	parameters: INodeParameters,
	settings: Partial<INode> = {},
	workflowSettings: IWorkflowSettings = {},
): WorkflowJson {
	return {
		id: 'test',
		name: 'Test',
		nodes: [triggerNode, imageNode(parameters, settings)],
		connections: { Start: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1', ...workflowSettings },
	};
}

export const triggerNode: INode = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

export function imageNode(parameters: INodeParameters, settings: Partial<INode> = {}): INode {
	return {
		id: 'image',
		name: nodeName,
		type: nodeType,
		typeVersion: 1,
		position: [220, 0],
		credentials: { imageGatewayApi: { id: '1', name: 'Gateway' } },
		...settings,
		parameters,
	};
}
