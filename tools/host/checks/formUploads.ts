import { isFilePart, type RecordedRequest } from '../../gateway/recorder';
import { fileOf } from '../arrivedFiles';
import { chain, step } from '../chain';
import { describePictures, itemsOf } from '../hostPictures';
import { imageStep, pictures } from '../pictureSteps';
import {
	addWorkflow,
	listExecutions,
	runInHost,
	succeeded,
	untilEnd,
	type ListedExecution,
} from '../runInHost';
import { until } from '../until';
import { publish } from './publish';
import { publishWorkflow } from '../seedHost';
import type { Stage } from '../stage';
import { onlyRunOf, post, sample } from './calledWorkflow';
import { expectEqual, type Check } from './check';

const edit = { operation: 'edit', prompt: 'In the evening' };
const everything = { image: { __rl: true, mode: 'binary', value: '*' } };

/** What a form brings, with nothing between its trigger and the node. */
export const formUploads: readonly Check[] = [
	{
		title: 'form: one upload, whatever the field is called',
		async run(stage) {
			const sent = await upload(stage, 'Your photo', [await sample('mug')], edit);
			expectEqual('Files sent', sent, [1]);
			return 'one order with one picture';
		},
	},
	{
		title: 'form: several uploads in one order',
		async run(stage) {
			const files = [await sample('mug'), await sample('plant')];
			const sent = await upload(stage, 'Photos', files, { ...edit, ...everything });
			expectEqual('Files sent', sent, [2]);
			return 'one order with two pictures';
		},
	},
	{
		title: 'example form-uploads: by a click, and by its form with one order each',
		async run(stage) {
			const { gateway, host, idOf } = stage;
			const clicked = await runInHost(host, idOf(example));
			await describePictures(host, clicked);
			expectEqual('Pictures by a click', itemsOf(clicked, 'Edit Picture').length, 2);
			await publish(stage, example);
			const before = gateway.requests.length;
			const files = [await sample('mug'), await sample('plant'), await sample('mug')];
			await fill(stage, 'image-edit-photos', files);
			const run = await until(
				'The run of the form',
				async () => (await listExecutions(host, idOf(example))).find(isOfForm),
				(found) => found !== undefined,
			);
			const ended = await untilEnd(host, run?.id ?? '');
			expectEqual('Files sent', filesIn(gateway.requests.slice(before)), [1, 1, 1]);
			return await describePictures(host, ended);
		},
	},
];

const example = 'form-uploads';

const isOfForm = ({ mode }: ListedExecution) => mode === 'webhook';

async function fill({ host }: Stage, path: string, files: readonly Blob[]): Promise<void> {
	const filled = new FormData();
	files.forEach((file, index) => filled.append('field-0', file, `photo-${index + 1}.png`));
	const answer = await post(`${host.url}/form/${path}`, filled);
	expectEqual('Status', answer.status, 200);
}

/** How many files each order had. */
const filesIn = (requests: readonly RecordedRequest[]) =>
	requests
		.filter(({ method }) => method === 'POST')
		.map(({ parts = [], json }) => parts.filter(isFilePart).length || (json ? 1 : 0));

/** Fills in a form with one field; @returns how many files each order had */
async function upload(
	stage: Stage,
	fieldLabel: string,
	files: readonly Blob[],
	parameters: object,
): Promise<number[]> {
	const { credential, gateway, host } = stage;
	const field = { fieldLabel, fieldType: 'file', multipleFiles: files.length > 1 };
	const path = `form-${crypto.randomUUID()}`;
	const form = step('Form', 'n8n-nodes-base.formTrigger', 2.2, {
		formTitle: 'Pictures',
		formFields: { values: [field] },
		options: { path },
	});
	const body = chain(fieldLabel, [form, imageStep(credential, parameters)]);
	const id = await addWorkflow(host, body);
	await publishWorkflow(host, id);
	const before = gateway.requests.length;
	await fill(stage, path, files);
	const made = itemsOf(succeeded(await onlyRunOf(stage, id)), pictures);
	expectEqual('Pictures', made.length, 1);
	const [item] = made;
	if ((await fileOf(host, item ?? { json: {} })).bytes.length === 0)
		throw new Error('It is empty.');
	return filesIn(gateway.requests.slice(before));
}
