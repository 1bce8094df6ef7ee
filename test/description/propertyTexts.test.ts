import type { INodeProperties } from 'n8n-workflow';
import { ImageGatewayApi } from '../../credentials/ImageGatewayApi.credentials';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { everyProperty, listOf, properties } from '../helpers/properties';

// The rules of n8n's linters, which read literals in the source and so do not see generated properties.

/** Alike properties are judged once, however many models they stand for. */
const judged = [
	...new Map(
		[
			...everyProperty(properties),
			...everyProperty(new ImageGatewayApi().properties, 'credential/'),
		].map(({ path, property }) => [
			JSON.stringify([path, { ...property, displayOptions: 0 }]),
			{ path, property },
		]),
	).values(),
];

const smallWords = /^(a|an|and|as|at|by|for|from|in|of|on|or|per|the|to|with)$/;

const isTitle = (text: string) =>
	text
		.split(/[ -]/)
		.every((word, index) => /^[A-Z0-9…(]/.test(word) || (index > 0 && smallWords.test(word)));

const isOneSentence = (text: string) => !/[.!?] [A-Z]/.test(text);

it('looks at true properties', () => {
	expect(judged.length).toBeGreaterThan(60);
	expect(judged.map(({ path }) => path)).toEqual(
		expect.arrayContaining(['options/resolution', 'additionalImages/image', 'batch/timeout']),
	);
});

// A notice is a sentence of its own.
const labelled = judged.filter(({ property }) => property.type !== 'notice');

it.each(labelled)('$path: the label is in title case', ({ property }) => {
	const { displayName } = property;
	expect({ displayName, fits: isTitle(displayName) }).toEqual({ displayName, fits: true });
	expect(displayName).toBe(displayName.trim());
});

it.each(judged)('$path: the description reads as n8n wants it', ({ property }) => {
	const { description = '', displayName } = property;
	if (description === '') return;
	expect(description).toMatch(/^[A-Z0-9]/);
	expect(description.trim()).toBe(description);
	expect(description.toLowerCase()).not.toBe(displayName.toLowerCase());
	expect(/\.$/.test(description)).toBe(!isOneSentence(description));
	expect(description).not.toMatch(/\b(ids?|json|urls?)\b/);
});

const flags = judged.filter(({ property }) => property.type === 'boolean');

it.each(flags)('$path: a boolean says what it decides', ({ property }) => {
	expect(property.description).toMatch(/^Whether /);
});

it.each(judged)('$path: a placeholder is an example', ({ property }) => {
	const { placeholder, type } = property;
	if (placeholder === undefined) return;
	// What an empty Base URL stands for is no example.
	if (gateways.some(({ baseUrl }: GatewayEntry) => baseUrl === placeholder)) return;
	const isButton = type === 'collection' || type === 'fixedCollection';
	expect(placeholder).toMatch(isButton ? /^Add [A-Z]/ : /^(As the Model Decides \()?e\.g\. \S/);
});

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
	notice: (value) => value === '',
	string: (value) => typeof value === 'string',
	number: (value) => typeof value === 'number',
	boolean: (value) => typeof value === 'boolean',
	json: (value) => typeof value === 'string' && typeof JSON.parse(value) === 'object',
	collection: (value) => JSON.stringify(value) === '{}',
	fixedCollection: (value) => JSON.stringify(value) === '{}',
	resourceLocator: (value) =>
		typeof value === 'object' && value !== null && 'mode' in value && 'value' in value,
};

it.each(judged)('$path: the default is there and of its type', ({ property }) => {
	const { default: initial, type } = property;
	if (type === 'options') {
		expect(listOf(property).map(({ value }) => value)).toContain(initial);
		return;
	}
	expect(Object.keys(kinds)).toContain(type);
	expect({ initial, fits: kinds[type]?.(initial) }).toEqual({ initial, fits: true });
});

const withList = judged.filter(({ property }) => property.type === 'options');

it.each(withList)('$path: no name and no value comes twice', ({ property }) => {
	const options = listOf(property);
	expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
	expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
	for (const { description } of options) {
		if (description !== undefined) expect(description).toMatch(/^[A-Z].*[^.]$/);
	}
});

const numbers = judged.filter(({ property }) => property.type === 'number');

it.each(numbers)('$path: the default lies within its limits', ({ property }) => {
	const { maxValue = Infinity, minValue = -Infinity } = property.typeOptions ?? {};
	expect(property.default).toBeGreaterThanOrEqual(minValue);
	expect(property.default).toBeLessThanOrEqual(maxValue);
});

it('keeps what names a thing out of expressions', () => {
	const fixed = properties.filter(({ name }) => name === 'resource' || name === 'operation');
	for (const property of fixed) expect(property.noDataExpression).toBe(true);
});

it('names the resource in each action', () => {
	const operations = properties.filter(({ name }) => name === 'operation').flatMap(listOf);
	for (const { action } of operations)
		expect(action).toMatch(/^[A-Z][a-z].*\b(image|garment|model|task)/);
});

// Options stand by use: what one sets first, the plumbing last.
const collections = judged.filter(
	({ path, property }) => property.type === 'collection' && path !== 'options',
);

it.each(collections)('$path: the children are in the order of their labels', ({ property }) => {
	const labels = ((property.options ?? []) as INodeProperties[]).map(
		({ displayName }) => displayName,
	);
	expect(labels.length).toBeGreaterThan(1);
	expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
});

it('hides secrets', () => {
	const key = new ImageGatewayApi().properties.find(({ name }) => name === 'apiKey');
	expect(key?.typeOptions?.password).toBe(true);
});
