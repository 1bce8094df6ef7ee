import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expectSame, fileOf } from '../arrivedFiles';
import { chain, step } from '../chain';
import { ensureCommands } from '../debianPackages';
import { readFolder } from '../destinations/readFolder';
import { itemsOf } from '../hostPictures';
import { imageStep, items, loop, pictures, start } from '../pictureSteps';
import { addWorkflow, runNew } from '../runInHost';
import { publishWorkflow } from '../seedHost';
import type { Stage } from '../stage';
import { temporaryFolder } from '../temporaryFolder';
import { onlyRunOf, post, sample } from './calledWorkflow';
import { expectEqual, type Check } from './check';

const prompts = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ prompt: `A mug, ${index + 1}` }));

/** What n8n itself makes of the pictures. */
export const nextStepsInside: readonly Check[] = [
	{
		title: 'next step: zip, after a loop',
		async run({ credential, host }) {
			await ensureCommands([{ command: 'unzip', packages: ['unzip'] }]);
			const run = await runNew(host, loop(imageStep(credential), prompts(6), 2, toZip));
			const made = await Promise.all(itemsOf(run, pictures).map((item) => fileOf(host, item)));
			expectEqual('Pictures', made.length, 6);
			const [zipped] = itemsOf(run, 'Zip');
			const { path, remove } = await temporaryFolder('zip-');
			try {
				const archive = join(path, 'pictures.zip');
				await writeFile(archive, (await fileOf(host, zipped ?? { json: {} })).bytes);
				const folder = join(path, 'pictures');
				await promisify(execFile)('unzip', ['-qq', archive, '-d', folder]);
				const unzipped = await readFolder(folder);
				expectSame(unzipped, made);
				return unzipped.map(({ name }) => name).join(', ');
			} finally {
				remove();
			}
		},
	},
	{
		title: 'next step: Data Table, by auto-map',
		async run({ credential, host }) {
			const options = { quality: 'low' };
			const image = imageStep(credential, { options, output: { flatten: true } });
			const steps = [start, ...items(prompts(2)), image];
			const [first] = itemsOf(await runNew(host, chain('Columns', steps)), pictures);
			const columns = Object.entries(first?.json ?? {}).map(([name, value]) => ({
				name,
				type: typeof value,
			}));
			const table = await addTable(host, columns);
			const insert = step('Data Table', 'n8n-nodes-base.dataTable', 1, {
				dataTableId: { __rl: true, mode: 'id', value: table },
				columns: { mappingMode: 'autoMapInputData', value: null },
			});
			const run = await runNew(host, chain('Data Table', [...steps, insert]));
			const kept = itemsOf(run, 'Data Table').map(({ json }) =>
				columns.map(({ name }) => json[name]),
			);
			const made = itemsOf(run, pictures).map(({ json }) => columns.map(({ name }) => json[name]));
			expectEqual('Rows', kept, made);
			return columns.map(({ name }) => name).join(', ');
		},
	},
	{
		title: 'next step: a CSV file',
		async run({ credential, host }) {
			const image = imageStep(credential, { output: { flatten: true } });
			const toFile = step('CSV', 'n8n-nodes-base.convertToFile', 1.1, { options: {} });
			const run = await runNew(host, chain('CSV', [start, ...items(prompts(2)), image, toFile]));
			const [file] = itemsOf(run, 'CSV');
			const text = (await fileOf(host, file ?? { json: {} })).bytes.toString('utf8');
			const [head = '', ...rows] = text.trim().split('\n');
			const names = head.replace(/^\uFEFF/, '').split(',');
			expectEqual('Columns', names, Object.keys(itemsOf(run, pictures)[0]?.json ?? {}));
			expectEqual('Rows', rows.length, 2);
			if (/\[object|\{/.test(text)) throw new Error(text);
			return names.join(', ');
		},
	},
	{
		title: 'next step: Respond to Webhook, for an upload in a field of any name',
		async run(stage) {
			const { credential, host } = stage;
			const path = 'picture-in-picture-out';
			const workflow = chain('Webhook', [
				step('Webhook', 'n8n-nodes-base.webhook', 2, {
					httpMethod: 'POST',
					path,
					responseMode: 'responseNode',
					options: {},
				}),
				imageStep(credential, { operation: 'edit', prompt: 'In the evening' }),
				step('Respond', 'n8n-nodes-base.respondToWebhook', 1.1, {
					respondWith: 'binary',
					options: {},
				}),
			]);
			const id = await addWorkflow(host, workflow);
			await publishWorkflow(host, id);
			const form = new FormData();
			form.append('file', await sample('mug'), 'mug.png');
			const answer = await post(`${host.url}/webhook/${path}`, form);
			expectEqual('Status', answer.status, 200);
			const bytes = Buffer.from(await answer.arrayBuffer());
			const contentType = answer.headers.get('content-type') ?? '';
			const [item] = itemsOf(await onlyRunOf(stage, id), pictures);
			const made = await fileOf(host, item ?? { json: {} });
			// No answer of n8n's webhook carries a file name.
			expectSame([{ name: made.name, contentType, bytes }], [made]);
			return `${made.name} as ${contentType}, ${bytes.length} bytes`;
		},
	},
];

/** All pictures of an item into one archive. */
const toZip = [
	step('All Together', 'n8n-nodes-base.aggregate', 1, {
		aggregate: 'aggregateAllItemData',
		options: { includeBinaries: true },
	}),
	step('Zip', 'n8n-nodes-base.compression', 1.1, {
		operation: 'compress',
		binaryPropertyName: "={{ Object.keys($binary).join(',') }}",
		outputFormat: 'zip',
		fileName: 'pictures.zip',
	}),
];

/** @returns the id of a new table */
async function addTable(
	host: Stage['host'],
	columns: ReadonlyArray<{ readonly name: string; readonly type: string }>,
): Promise<string> {
	const { id: project } = await host.rest<{ id: string }>('/rest/projects/personal');
	const init = { method: 'POST', body: { name: 'Pictures', columns } } as const;
	return (await host.rest<{ id: string }>(`/rest/projects/${project}/data-tables`, init)).id;
}
