import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { pictureRoles } from '../nodes/ImageEdit/catalogue/pictures';
import type { FieldSpec } from '../nodes/ImageEdit/catalogue/types';
import type { Call } from './helpers/calls';
import {
	familyCalls,
	fieldsOf,
	guessedCalls,
	knownCalls,
	picturesOf,
	requiredSamples,
	storedForm,
} from './helpers/calls';
import { modelByExpression, nodeType, resolve } from './helpers/n8nForm';
import { childrenOf, listOf, properties } from './helpers/properties';

const { description } = nodeType;

/** What the editor shows of a list of properties, by n8n's own judgement. */
function shown(
	list: readonly INodeProperties[],
	values: INodeParameters,
	root: INodeParameters,
): readonly INodeProperties[] {
	return list.filter((property) =>
		NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description, root),
	);
}

const formOf = (call: Call, more: object = {}) =>
	resolve({ ...storedForm(call, requiredSamples(call)), ...more });

const topLevel = (form: INodeParameters) => shown(properties, form, form);
const children = (form: INodeParameters) => shown(childrenOf('options'), {}, form);

const namesIn = (list: readonly INodeProperties[]) => list.map(({ name }) => name).sort();

const always = ['resource', 'operation', 'model', 'options', 'output', 'batch', 'longTask'];

const controls = [
	'bodyFormat',
	'dryRun',
	'extraFields',
	'imageField',
	'orderPath',
	'pricePerCall',
	'validation',
];

const placed = (call: Call, place: 'options' | 'top') =>
	fieldsOf(call).filter((field) => (field.place ?? 'options') === place);

/** Every field that the catalogue gives the call, and none besides. */
function expectedNames(call: Call): readonly string[] {
	const { entry, family, operation } = call;
	const slots = picturesOf(call).flatMap(({ max, role }) => {
		const { list, parameter } = pictureRoles[role];
		return [...(parameter ? [parameter] : []), ...(list && max > 1 ? [list.parameter] : [])];
	});
	return [
		...always,
		...(entry.modelName === undefined ? [] : ['modelName']),
		...(family ? ['modelFamily'] : []),
		...placed(call, 'top').map(({ name }) => name),
		...slots,
		...(operation === 'expand' ? ['expandBy'] : []),
	].sort();
}

const calls = [...knownCalls, ...familyCalls, ...guessedCalls];

it.each(calls)('$title: the form shows exactly the fields of the model, each once', (call) => {
	const form = formOf(call);
	expect(namesIn(topLevel(form))).toEqual(expectedNames(call));
	const options = placed(call, 'options').map(({ name }) => name);
	expect(namesIn(children(form))).toEqual([...options, ...controls].sort());
});

it.each(calls)("$title: each field has the model's own values and limits", (call) => {
	const form = formOf(call);
	const properties = [...topLevel(form), ...children(form)];
	for (const field of fieldsOf(call)) {
		const property = properties.find(({ name }) => name === field.name) as INodeProperties;
		expect(looksOf(property)).toEqual(expectedLooks(field, call.operation));
	}
});

const looksOf = (property: INodeProperties) => ({
	label: property.displayName,
	type: property.type,
	initial: property.default,
	values: listOf(property).map(({ value }) => value),
	min: property.typeOptions?.minValue,
	max: property.typeOptions?.maxValue,
	placeholder: property.placeholder,
	hint: property.hint,
});

const types = {
	text: 'string',
	choice: 'options',
	integer: 'number',
	number: 'number',
	flag: 'boolean',
	size: 'string',
	ids: 'string',
} as const;

const expectedLooks = (field: FieldSpec, operation: Call['operation']) => ({
	label: field.label,
	type: types[field.kind],
	initial: 'initial' in field ? field.initial : '',
	values: field.kind === 'choice' ? [...(field.initial === '' ? [''] : []), ...field.values] : [],
	min: 'min' in field ? field.min : undefined,
	max: 'max' in field ? field.max : undefined,
	placeholder: field.placeholders?.[operation] ?? field.placeholder,
	hint: field.hints?.[operation],
});

it.each(calls)('$title: the form shows no field twice when the model is an expression', (call) => {
	// n8n stores no value that is a default.
	const { modelFamily, ...stored } = storedForm(call, requiredSamples(call));
	const family = modelFamily === 'auto' ? {} : { modelFamily };
	const form = resolve({ ...stored, ...family, model: modelByExpression });
	const top = namesIn(topLevel(form));
	expect(top).toEqual([...new Set(top)]);
	expect(top).toEqual(expect.arrayContaining([...placed(call, 'top').map(({ name }) => name)]));
	const options = namesIn(children(form));
	expect(options).toEqual([...new Set(options)]);
	expect(options).toEqual(expect.arrayContaining(placed(call, 'options').map(({ name }) => name)));
});

const named = knownCalls.filter(({ entry }) => entry.modelName !== undefined);

it.each(named)('$title: the model names on offer are those that can do it', (call) => {
	const property = topLevel(formOf(call)).find(({ name }) => name === 'modelName');
	const names = named
		.filter(({ model, operation }) => model === call.model && operation === call.operation)
		.map(({ entry }) => entry.modelName);
	expect(property && listOf(property).map(({ value }) => value)).toEqual(names);
});

it('shows the aspect ratio in place of the ratios when that is how to expand', () => {
	const call = knownCalls.find(({ operation }) => operation === 'expand') as Call;
	const names = namesIn(topLevel(formOf(call, { expandBy: 'aspectRatio' })));
	expect(names).toContain('targetAspectRatio');
	expect(names.filter((name) => name.endsWith('ExpansionRatio'))).toEqual([]);
});

it.each([
	['model', ['resource', 'operation']],
	['task', ['resource', 'operation', 'taskId', 'model', 'wait', 'output', 'longTask']],
])('the resource %s shows its own fields alone', (resource, names) => {
	const form = resolve({ resource });
	expect(namesIn(topLevel(form))).toEqual([...names].sort());
});
