import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runTasks } from '../../nodes/ImageEdit/run/runTasks';
import { base, nodeHost } from '../helpers/nodeHost';
import { drawPicture } from '../helpers/pictures';

const host = 'https://files.example';

/** Items, or an error in their place. */
type Came = INodeExecutionData[] & { readonly message?: string };

interface Host {
	readonly tool?: boolean;
	/** Of the images that are fetched, in pixels. */
	readonly side?: number;
}

/** What becomes of each item with such parameters, at a gateway that knows tasks by their ids. */
async function asked(
	forms: readonly IDataObject[],
	tasks: Readonly<Record<string, object>>,
	{ side = 320, tool = false }: Host = {},
) {
	const requests: string[] = [];
	const png = await drawPicture({ width: side, height: side });
	const answer = async ({ url }: { url: string }) => {
		requests.push(url);
		const id = url.split('/').at(-1) ?? '';
		const found = url.startsWith(host) ? png : (tasks[url.replace(base, '')] ?? tasks[id]);
		return await Promise.resolve(found);
	};
	const { access, context } = nodeHost(forms, answer, { goesOn: true, tool });
	const { books, outcomes } = await runTasks(context, access);
	expect(books).toBeUndefined();
	const items = outcomes.map((one) => (one?.items ?? one?.error) as Came);
	return { items, requests };
}

const done = (id: string) => ({ id, status: 'completed', results: [`${host}/${id}.png`] });
const waiting = (id: string) => ({ id, status: 'pending' });

it('each item has its own task, model, output and origin, and one that is not known its error', async () => {
	const { items } = await asked(
		[
			{ taskId: 't0', model: 'nano-banana' },
			{ taskId: 'none' },
			{
				...{ taskId: ' t2 ', model: 'gpt-image-2' },
				output: { fileName: '{model}-{item}', includeInput: true, download: true },
			},
			{ taskId: 't3', output: { download: false } },
		],
		{ t0: done('t0'), t2: done('t2'), t3: done('t3') },
	);
	expect(items[0]).toMatchObject([
		{ json: { taskId: 't0', model: 'nano-banana', width: 320 }, pairedItem: { item: 0 } },
	]);
	expect(items[1]?.message).toContain('none');
	expect(items[2]).toMatchObject([
		{
			json: { taskId: 't2', model: 'gpt-image-2', fileName: 'gpt-image-2-3.png', kept: 2 },
			binary: { data: { id: 'file:1' } },
			pairedItem: { item: 2 },
		},
	]);
	expect(items[3]).toMatchObject([{ json: { url: `${host}/t3.png` }, pairedItem: { item: 3 } }]);
	expect(items[3]).not.toHaveProperty('0.binary');
});

it.each([true, false])('an item that waits (%s) has its own patience', async (wait) => {
	const patient = { wait, longTask: { maxWait: 0 } };
	const { items } = await asked(
		[
			{ taskId: 't0', ...patient },
			{ taskId: 't1', model: 'nano-banana', wait: false },
		],
		{ t0: waiting('t0'), t1: waiting('t1') },
	);
	if (wait) expect(items[0]?.message).toContain('t0');
	else expect(items[0]).toMatchObject([{ json: { taskId: 't0', status: 'pending', model: '' } }]);
	expect(items[1]).toEqual([
		{
			json: { taskId: 't1', status: 'pending', model: 'nano-banana' },
			pairedItem: { item: 1 },
		},
	]);
});

it.each([
	['', /^Task ID is empty/],
	['  ', /^Task ID is empty/],
	['..', /^Task ID "\.\." would lead to another path\./],
	['t'.repeat(5_000), /^Task ID .* has 5000 characters/],
])('an ID that does not fit is refused before anything is asked: %#', async (taskId, said) => {
	const { items, requests } = await asked([{ taskId }], {});
	expect(items[0]?.message).toMatch(said);
	expect(requests).toEqual([]);
});

it('is looked for under the path of its item, or behind those of both kinds of order', async () => {
	const longTask = { pollPath: '/mine/{taskId}' };
	const { items, requests } = await asked(
		[{ taskId: 't0', longTask }, { taskId: 't1' }, { taskId: 't2' }],
		{
			'/mine/t0': done('t0'),
			'/images/edits/t1': done('t1'),
			'/images/generations/t2': done('t2'),
		},
	);
	expect(items.map((one) => one[0]?.json.taskId)).toEqual(['t0', 't1', 't2']);
	expect(requests.filter((url) => url.endsWith('t0'))).toEqual([`${base}/mine/t0`]);
	expect(requests.filter((url) => url.includes('mine'))).toHaveLength(1);
});

it('gives a tool of an agent the address alone', async () => {
	const { items } = await asked([{ taskId: 't0' }], { t0: done('t0') }, { tool: true });
	expect(items[0]).toMatchObject([{ json: { url: `${host}/t0.png` } }]);
	expect(items[0]).not.toHaveProperty('0.binary');
});

it('takes no image that is larger than the Max File Size of the first item', async () => {
	const output = { maxFileSize: 0.001 };
	const tasks = { t0: done('t0'), t1: done('t1') };
	const forms = [{ taskId: 't0', output }, { taskId: 't1' }];
	const { items } = await asked(forms, tasks, { side: 1_200 });
	for (const one of items) expect(one.message).toContain('Max File Size');
});
