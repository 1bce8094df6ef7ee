import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { testCredential } from './host/credentialTest';
import { getAllModels, searchModels } from './run/modelList';
import { runOperation } from './run/exit';
import { properties } from './description/properties';
import { subtitle } from './description/subtitle';
import { runImages } from './run/runImages';
import { runTasks } from './run/runTasks';

export class ImageEdit implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Image Edit',
		name: 'imageEdit',
		icon: { light: 'file:imageEdit.svg', dark: 'file:imageEdit.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description:
			'Edit, generate, combine and expand images, and try on clothes, with many AI models behind one gateway',
		defaults: { name: 'AI Image Edit' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'imageGatewayApi', required: true, testedBy: 'testCredential' }],
		properties,
	};

	methods = { listSearch: { searchModels }, credentialTest: { testCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operations = { image: runImages, model: getAllModels, task: runTasks };
		const resource = this.getNodeParameter('resource', 0) as keyof typeof operations;
		return await runOperation(this, operations[resource]);
	}
}
