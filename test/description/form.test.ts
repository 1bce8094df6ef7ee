import type { INode, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { valueLabel } from '../../nodes/ImageEdit/catalogue/valueLabels';
import { readSlot } from '../../nodes/ImageEdit/host/images';
import type { Call } from '../helpers/calls';
import { knownCalls } from '../helpers/calls';
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

function shownIn(form: ReturnType<typeof resolve>, name = nodeType.description.name) {
	const description = { ...nodeType.description, name };
	return properties.filter((property) =>
		NodeHelpers.displayParameter(form, property, { typeVersion: 1 }, description, form),
	);
}

const labelsOf = (stored: object) => shownIn(resolve(stored)).map(({ displayName }) => displayName);

const newNode = ({ entry, model, operation }: Call) => ({
	operation,
	model: fromList(model),
	...(entry.modelName === undefined ? {} : { modelName: entry.modelName }),
});

describe('the form holds what one sets each time, in the order in which one thinks of it', () => {
	it('Nano Banana, Edit', () => {
		expect(labelsOf({ model: fromList('gemini-nano-banana-2.1') })).toEqual([
			...['Resource', 'Operation', 'Model', 'Image', 'Prompt', 'Additional Images'],
			...['Aspect Ratio', 'Size', 'Quality', 'Options', 'Output', 'Batch'],
		]);
	});

	it('GPT Image, Edit', () => {
		expect(labelsOf({ model: fromList('gpt-image-2') })).toEqual([
			...['Resource', 'Operation', 'Model', 'Image', 'Prompt', 'Additional Images', 'Mask'],
			...['Size', 'Quality', 'Background', 'Options', 'Output', 'Batch'],
		]);
	});

	it('Kling, Expand', () => {
		const stored = { operation: 'expand', model: fromList('kling-image') };
		const start = ['Resource', 'Operation', 'Model', 'Version', 'Image', 'Expand To'];
		const end = ['Prompt', 'Options', 'Output', 'Batch', 'Long Task'];
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

it('hides everything below a model that cannot do the operation', () => {
	const labels = labelsOf({ operation: 'expand', model: fromList('nano-banana') });
	expect(labels).toEqual([
		...['Resource', 'Operation', 'Model'],
		'Nano Banana cannot expand images. Choose Kling Image under Model.',
		...['Options', 'Output', 'Batch'],
	]);
});

describe('Long Task shows', () => {
	const isShown = (stored: object) => labelsOf(stored).filter((label) => label === 'Long Task');

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
	expect(names.slice(-4)).toEqual(['validation', 'extraFields', 'bodyFormat', 'imageField']);
});

it('says that all fields show while the model is an expression', () => {
	expect(labelsOf({ model: modelByExpression })[3]).toMatch(/^The model is an expression, so/);
});

it("says to an agent's tool that it gets no files, where it needs images", () => {
	const noticesOf = (operation: string, name: string) =>
		shownIn(resolve({ operation }), name).filter((property) => property.name === 'toolNotice');
	expect(noticesOf('edit', 'imageEditTool')).toHaveLength(1);
	expect(noticesOf('edit', 'imageEdit')).toEqual([]);
	expect(noticesOf('generate', 'imageEditTool')).toEqual([]);
});

/** Pixels of the editor of n8n 2.40 at 420 px, as measured; `npm run test:e2e` measures each form. */
const heights = { other: 68, prompt: 131, hint: 20, list: 78, collection: 92, credential: 64 };

function heightOf(form: readonly INodeProperties[]): number {
	const each = form.map(({ hint, modes, name, type }) => {
		const below = hint ?? modes?.[0]?.hint;
		const base =
			type === 'collection'
				? heights.collection
				: type === 'fixedCollection'
					? heights.list
					: name === 'prompt'
						? heights.prompt
						: heights.other;
		return base + (below === undefined ? 0 : heights.hint);
	});
	return heights.credential + each.reduce((sum, one) => sum + one, 0);
}

it.each(knownCalls)('$title: the form stays short', (call) => {
	const form = shownIn(resolve(newNode(call)));
	const isKling = call.entry.modelName !== undefined;
	expect(form.length).toBeLessThanOrEqual(isKling ? 14 : 14);
	expect(heightOf(form)).toBeLessThanOrEqual(isKling ? 1_000 : 975);
});

it('says the same when the tool looks for a file in vain', async () => {
	const image = slot('binary', 'data');
	const tool = contextOf({}, { json: {} }, {}, 'imageEditTool');
	const wanted = shownIn(resolve({}), 'imageEditTool').find(({ name }) => name === 'toolNotice');
	await expect(readSlot(tool, 0, image, 'Image')).rejects.toThrow(`Image: ${wanted?.displayName}`);
});
