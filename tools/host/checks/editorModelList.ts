import { models } from '../../../nodes/ImageEdit/catalogue/models';
import { openNode, openWorkflow } from '../editor/canvas';
import { absentRow, offeredRow } from '../editor/modelRow';
import { chooseFromList, chosenIn, openList, searchList } from '../editor/nodeDetails';
import { untilEqual } from '../until';
import { editorCheck } from './editorCheck';

export const editorModelList = [
	editorCheck('the list of models is the gateway’s, and can be searched', async (page, stage) => {
		const { gateway, host } = stage;
		await openWorkflow(page, host.url, await stage.copyExample('edit-one-picture'));
		const details = await openNode(page, 'Edit Picture');

		const offered = await modelsOf(gateway.baseUrl('openai'), gateway.apiKey);
		const labels = new Set(
			models
				.filter(({ operations }) => (operations as readonly string[]).includes('edit'))
				.map(({ id, label }) => (offered.includes(id) ? offeredRow(id, 'edit') : absentRow(label))),
		);
		const others = offered.filter(
			(id) => /image|dall-e/.test(id) && models.every((known) => known.id !== id),
		);
		const items = await openList(details, 'model');
		const listed = async () => (await items.allInnerTexts()).sort();
		await untilEqual('The list', listed, [...labels, ...others].sort());

		await searchList(details, 'kontext');
		// What is chosen now stays in n8n's list, whatever is searched for, under the name it was saved with.
		const [most, pro] = ['flux-kontext-max', 'flux-kontext-pro'].map((id) =>
			offeredRow(id, 'edit'),
		);
		await untilEqual('Found', listed, [most, pro, 'Nano Banana Pro']);
		await chooseFromList(details, 'model', [most ?? '']);
		await untilEqual('Chosen', () => chosenIn(details, 'model'), most);
		return `${labels.size + others.length} models, ${others.join(', ')} beside the known ones`;
	}),
];

async function modelsOf(baseUrl: string, key: string): Promise<string[]> {
	const headers = { authorization: `Bearer ${key}` };
	const answer = await fetch(`${baseUrl}/models`, { headers });
	const { data } = (await answer.json()) as { data: ReadonlyArray<{ id: string }> };
	return data.map(({ id }) => id);
}
