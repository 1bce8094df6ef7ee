import FormData from 'form-data';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/**
 * Does what the image edit of n8n's OpenAI node does, call by call (n8n 2.40.7): one item after the
 * other, the picture as a buffer, the answer as parsed JSON.
 */
export class OpenAiStandIn implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OpenAI Stand-in',
		name: 'openAiStandIn',
		group: ['transform'],
		version: 1,
		description: 'Stands in for the OpenAI node of n8n',
		defaults: { name: 'OpenAI Stand-in' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'openAiApi', required: true }],
		properties: ['model', 'prompt'].map((name) => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const done: INodeExecutionData[] = [];
		for (let item = 0; item < this.getInputData().length; item++) {
			done.push(...(await editPicture.call(this, item)));
		}
		return [done];
	}
}

async function editPicture(this: IExecuteFunctions, item: number): Promise<INodeExecutionData[]> {
	const form = new FormData();
	const { fileName, id, mimeType } = this.helpers.assertBinaryData(item, 'data');
	const stream = await this.helpers.getBinaryStream(id ?? '');
	form.append('image[]', await this.helpers.binaryToBuffer(stream), {
		filename: fileName ?? 'data',
		contentType: mimeType,
	});
	form.append('prompt', this.getNodeParameter('prompt', item));
	form.append('model', this.getNodeParameter('model', item));

	const { url } = await this.getCredentials('openAiApi');
	const response = (await this.helpers.requestWithAuthentication.call(this, 'openAiApi', {
		method: 'POST',
		uri: `${String(url)}/images/edits`,
		headers: form.getHeaders(),
		json: true,
		formData: form,
	})) as { data: IDataObject[] };

	const items: INodeExecutionData[] = [];
	for (const entry of response.data) {
		const bytes = Buffer.from(String(entry.b64_json), 'base64');
		const data = await this.helpers.prepareBinaryData(bytes, 'data');
		items.push({ json: {}, binary: { data }, pairedItem: { item } });
	}
	return items;
}
