import type { INode, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { families, guessFamily } from '../../nodes/ImageEdit/catalogue/families';
import { operations } from '../../nodes/ImageEdit/catalogue/operations';
import { valueLabel } from '../../nodes/ImageEdit/catalogue/valueLabels';
import { readSlot } from '../../nodes/ImageEdit/host/images';
import type { Call } from '../helpers/calls';
import { familyCalls, guessedCalls, knownCalls } from '../helpers/calls';
import {
	contextOf,
	modelByExpression,
	modelById,
	nodeType,
	resolve,
	slot,
} from '../helpers/n8nForm';
import { childrenOf, listOf, properties } from '../helpers/properties';

const fromList = (value: string) => ({ __rl: true as const, mode: 'list', value });

function shownIn(
	form: ReturnType<typeof resolve>,
	name = nodeType.description.name,
	list: readonly INodeProperties[] = properties,
) {
	const description = { ...nodeType.description, name };
	return list.filter((property) =>
		NodeHelpers.displayParameter(form, property, { typeVersion: 1 }, description, form),
	);
}

/** What is on the tab Parameters. */
const onForm = (stored: object) =>
	shownIn(resolve(stored)).filter(({ isNodeSetting }) => isNodeSetting !== true);

const labelsOf = (stored: object) => onForm(stored).map(({ displayName }) => displayName);

const settingsOf = (stored: object) =>
	shownIn(resolve(stored)).flatMap(({ displayName, isNodeSetting }) =>
		isNodeSetting === true ? displayName : [],
	);

const newNode = ({ entry, model, operation }: Call) => ({
	operation,
	model: fromList(model),
	...(entry.modelName === undefined ? {} : { modelName: entry.modelName }),
});

describe('the form holds what one sets each time, in the order in which one thinks of it', () => {
	it('Nano Banana, Edit', () => {
		expect(labelsOf({ model: fromList('gemini-nano-banana-2.1') })).toEqual([
			...['Resource', 'Operation', 'Model', 'Image', 'Prompt', 'Additional Images'],
			...['Aspect Ratio', 'Size', 'Quality', 'Options'],
		]);
	});

	it('GPT Image, Edit', () => {
		expect(labelsOf({ model: fromList('gpt-image-2') })).toEqual([
			...['Resource', 'Operation', 'Model', 'Image', 'Prompt', 'Additional Images', 'Mask'],
			...['Size', 'Quality', 'Background', 'Options'],
		]);
	});

	it('Kling, Expand', () => {
		const stored = { operation: 'expand', model: fromList('kling-image') };
		const start = ['Resource', 'Operation', 'Model', 'Version', 'Image', 'Expand To'];
		const end = ['Prompt', 'Options'];
		expect(labelsOf(stored)).toEqual([...start, 'Aspect Ratio', ...end]);
		const bySide = { ...stored, expandBy: 'ratios' };
		expect(labelsOf(bySide)).toEqual([...start, 'Top', 'Bottom', 'Left', 'Right', ...end]);
	});
});

it('leaves ratio, size, quality and background to the model, in words', () => {
	const model = fromList('dall-e-2');
	const size = shownIn(resolve({ model })).find(({ name }) => name === 'size');
	expect(size?.default).toBe('');
	expect(listOf(size as INodeProperties)).toEqual([
		{ name: 'As the Model Decides', value: '' },
		{ name: '256 × 256 (Square)', value: '256x256' },
		{ name: '512 × 512 (Square)', value: '512x512' },
		{ name: '1024 × 1024 (Square)', value: '1024x1024' },
	]);
});

it.each([
	['1536x1024', '1536 × 1024 (Landscape)'],
	['9:16', '9:16 (Portrait)'],
	['png', 'PNG'],
	['b64_json', 'Base64'],
	['2k', '2K'],
	['1.5k', '1.5K'],
	['768sq', '768sq'],
	['xhigh', 'Extra High'],
	['transparent', 'Transparent'],
])('says %s as %s', (value, label) => {
	expect(valueLabel(value)).toBe(label);
});

it.each([
	['edit', true],
	['generate', true],
	['combine', true],
	['expand', false],
])('marks an empty prompt to %s: %p', (operation, wanted) => {
	const form = resolve({ operation });
	const [prompt, ...more] = shownIn(form).filter(({ name }) => name === 'prompt');
	expect(more).toEqual([]);
	expect(prompt?.required ?? false).toBe(wanted);
	const issues = NodeHelpers.getParameterIssues(
		prompt as INodeProperties,
		form,
		'',
		null as unknown as INode,
		nodeType.description,
	);
	expect(Object.keys(issues.parameters ?? {})).toEqual(wanted ? ['prompt'] : []);
});

it('has an example of its own for the prompt of each operation', () => {
	const examples = ['edit', 'generate', 'combine', 'expand'].map(
		(operation) =>
			shownIn(resolve({ operation })).find(({ name }) => name === 'prompt')?.placeholder,
	);
	expect(new Set(examples).size).toBe(4);
});

// Some of the ids look like those of a family that is tried later as well: "kling-omni-next", "kling".
it.each(guessedCalls)('the form of $title is that of its family', (call) => {
	const stored = { ...newNode(call), model: modelById(call.model) };
	const formOf = (modelFamily: string) => {
		const form = resolve({ ...stored, modelFamily });
		const options = shownIn(form, nodeType.description.name, childrenOf('options'));
		return [...shownIn(form), ...options].map(({ displayOptions: _when, ...what }) =>
			what.name === 'options' ? what.displayName : what,
		);
	};
	expect(formOf('auto')).toEqual(formOf(guessFamily(call.model)));
});

it('hides everything below a model that cannot do the operation', () => {
	const labels = labelsOf({ operation: 'expand', model: fromList('nano-banana') });
	expect(labels).toEqual([
		...['Resource', 'Operation', 'Model'],
		'Nano Banana cannot expand images. Choose Kling Image under Model.',
		'Options',
	]);
});

describe('Long Task shows', () => {
	const isShown = (stored: object) => settingsOf(stored).filter((label) => label === 'Long Task');

	it.each<[string, object]>([
		['for a model whose vendor works in tasks', { model: fromList('kling-image') }],
		['for a model that is not known', { model: fromList('brand-new') }],
		['for a model by ID', { model: modelById('nano-banana') }],
		['for a model by expression', { model: modelByExpression }],
	])('%s', (_when, stored) => {
		expect(isShown(stored)).toHaveLength(1);
	});

	it('not for a model of the list that answers at once', () => {
		expect(isShown({ model: fromList('nano-banana') })).toEqual([]);
	});
});

it('puts what one sets first among the options, and the plumbing last', () => {
	const names = [...new Set(childrenOf('options').map(({ name }) => name))];
	expect(names.slice(0, 2)).toEqual(['dryRun', 'n']);
	expect(names.slice(-3)).toEqual(['bodyFormat', 'imageField', 'orderPath']);
});

describe('no field shows twice', () => {
	const isOnce = (stored: object) => {
		const form = resolve(stored);
		for (const list of [properties, childrenOf('options')]) {
			const names = shownIn(form, nodeType.description.name, list).map(({ name }) => name);
			expect(names).toEqual([...new Set(names)]);
		}
	};

	it.each(operations.map(({ id }) => id))('under a model by expression: %s', (operation) => {
		for (const { id } of families) isOnce({ operation, model: modelByExpression, modelFamily: id });
	});

	it('under any other model', () => {
		for (const call of [...knownCalls, ...guessedCalls]) isOnce(newNode(call));
		for (const call of familyCalls) isOnce({ ...newNode(call), modelFamily: call.family });
	});
});

it('says that all fields show while the model is an expression', () => {
	expect(labelsOf({ model: modelByExpression })[3]).toMatch(/^The model is an expression, so/);
});

it("says to an agent's tool that it gets no files, where it needs images", () => {
	const noticesOf = (operation: string, name: string) =>
		shownIn(resolve({ operation }), name).filter((property) => property.name === 'toolNotice');
	for (const operation of ['combine', 'edit', 'expand', 'tryOn']) {
		expect(noticesOf(operation, 'imageEditTool')).toHaveLength(1);
	}
	expect(noticesOf('edit', 'imageEdit')).toEqual([]);
	expect(noticesOf('generate', 'imageEditTool')).toEqual([]);
});

it('keeps what one sets once on the tab Settings', () => {
	expect(settingsOf({})).toEqual(['Output', 'Batch']);
	expect(settingsOf({ model: fromList('kling-image') })).toEqual(['Output', 'Batch', 'Long Task']);
});

/** Pixels from one label to the next in the editor of n8n 2.40, as measured. */
const pitch = { field: 68, text: 70, hint: 20, list: 76, collection: 104, credential: 65, row: 21 };

/** A guess that is never too low by much: `npm run test:e2e` measures each form in n8n itself. */
function heightOf(form: readonly INodeProperties[]): number {
	const each = form.map(({ hint, modes, type, typeOptions }) => {
		const below = hint ?? modes?.[0]?.hint;
		const rows = Number(typeOptions?.rows ?? 1);
		const base =
			type === 'collection'
				? pitch.collection
				: type === 'fixedCollection'
					? pitch.list
					: type === 'string'
						? pitch.text
						: pitch.field;
		return base + (below === undefined ? 0 : pitch.hint) + (rows - 1) * pitch.row;
	});
	return pitch.credential + each.reduce((sum, one) => sum + one, 0);
}

it.each(knownCalls)('$title: the form stays short', (call) => {
	const form = onForm(newNode(call));
	expect(form.length).toBeLessThanOrEqual(12);
	expect(heightOf(form)).toBeLessThanOrEqual(call.entry.modelName === undefined ? 975 : 1_000);
});

it('says the same when the tool looks for a file in vain', async () => {
	const image = slot('binary', 'data');
	const tool = contextOf({}, { json: {} }, {}, 'imageEditTool');
	const wanted = shownIn(resolve({}), 'imageEditTool').find(({ name }) => name === 'toolNotice');
	await expect(readSlot(tool, 0, image, 'Image')).rejects.toThrow(`Image: ${wanted?.displayName}`);
});
