import { addNode } from '../host/editor/canvas';
import { fieldOf } from '../host/editor/nodeDetails';
import { connect, execute, order, pick, source, type Contestant } from './contestant';

const imageEdit: Contestant = {
	title: 'AI Image Edit',
	image: 'comparison-image-edit',
	async work(work) {
		const { gateway, hand, page, show } = work;
		const choice = ['AI Image Edit', 'Edit an image'];
		const details = await addNode(hand, page, source, 'image edit', ...choice);
		await connect(work, details, async (dialog) => {
			await hand.type('Base URL', fieldOf(dialog, 'baseUrl'), gateway.baseUrl('openai'));
			await hand.type('API Key', fieldOf(dialog, 'apiKey'), gateway.apiKey);
		});
		await hand.click(details.getByTestId('resource-locator-model').getByTestId('rlc-input'));
		await hand.click(page.getByTestId('rlc-item').filter({ hasText: /^\s*GPT Image 2 —/ }));
		await hand.type('Prompt', fieldOf(details, 'prompt'), order.prompt);
		await hand.type(
			'Mask',
			details.getByTestId('resource-locator-mask').getByTestId('rlc-input'),
			'mask',
		);
		await show(details);
		await execute(hand, details);
		return details;
	},
};

const openAi: Contestant = {
	title: 'OpenAI',
	image: 'comparison-openai',
	async work(work) {
		const { gateway, hand, page, show } = work;
		const details = await addNode(hand, page, source, 'openai', 'OpenAI', 'Edit image');
		await connect(work, details, async (dialog) => {
			await hand.type('API Key', fieldOf(dialog, 'apiKey'), gateway.apiKey);
			await hand.type('Base URL', fieldOf(dialog, 'url'), gateway.baseUrl('openai'));
		});
		const model = details.getByTestId('resource-locator-modelId');
		await hand.click(model.getByTestId('rlc-mode-selector'));
		const modes = page.locator('.el-select-dropdown:visible').getByRole('option');
		await hand.click(modes.filter({ hasText: 'ID' }));
		await hand.type('Model', model.getByTestId('rlc-input'), order.model);
		await hand.type('Prompt', fieldOf(details, 'prompt'), order.prompt);
		await hand.click(details.getByTestId('collection-parameter-add'));
		const option = page.getByTestId('collection-parameter-option').filter({ visible: true });
		await hand.click(option.filter({ hasText: 'Image Mask' }));
		await hand.type('Image Mask', fieldOf(details, 'imageMask'), 'mask');
		await show(details);
		await execute(hand, details);
		return details;
	},
};

const httpRequest: Contestant = {
	title: 'HTTP Request + Convert to File',
	image: 'comparison-http-request',
	async work(work) {
		const { gateway, hand, page, show } = work;
		const request = await addNode(hand, page, source, 'http request', 'HTTP Request');
		await pick(hand, request, 'method', 'POST');
		await hand.type('URL', fieldOf(request, 'url'), `${gateway.baseUrl('openai')}/images/edits`);
		await pick(hand, request, 'authentication', 'Generic Credential Type');
		await pick(hand, request, 'genericAuthType', 'Bearer Auth');
		await connect(work, request, async (dialog) => {
			await hand.type('Bearer Token', fieldOf(dialog, 'token'), gateway.apiKey);
		});
		await hand.click(request.getByTestId('parameter-input-sendBody'));
		await pick(hand, request, 'contentType', 'Form-Data');
		const rows = [
			{ name: 'model', value: order.model },
			{ name: 'prompt', value: order.prompt },
			{ name: 'image', file: 'data' },
			{ name: 'mask', file: 'mask' },
		];
		for (const [index, row] of rows.entries()) {
			if (index > 0) await hand.click(request.getByTestId('fixed-collection-add'));
			const at = (parameter: string) =>
				request.getByTestId(`parameter-input-${parameter}`).nth(index);
			if (row.file !== undefined) {
				await hand.click(at('parameterType'));
				const options = page.locator('.el-select-dropdown:visible').getByRole('option');
				await hand.click(options.filter({ hasText: 'n8n Binary File' }));
			}
			await hand.type('Name', at('name').locator('input, textarea').first(), row.name);
			const value = row.value ?? row.file;
			const field = row.file === undefined ? 'value' : 'inputDataFieldName';
			const place = request.getByTestId(`parameter-input-${field}`).last();
			await hand.type(
				row.file === undefined ? 'Value' : 'Input Data Field Name',
				place.locator('input, textarea, [contenteditable=true]').first(),
				value,
			);
		}
		await show(request);
		await execute(hand, request);
		await hand.click(request.getByTestId('ndv-close-button'));
		const choice = ['Convert to File', 'Move base64 string to file'];
		const convert = await addNode(hand, page, 'HTTP Request', 'convert to file', ...choice);
		await hand.type('Base64 Input Field', fieldOf(convert, 'sourceProperty'), 'data[0].b64_json');
		await execute(hand, convert);
		return convert;
	},
};

export const contestants = [imageEdit, openAi, httpRequest] as const;
