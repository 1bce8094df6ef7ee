import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { ImageGatewayApi } from '../credentials/ImageGatewayApi.credentials';
import { nodeType } from './helpers/n8nForm';
import { childrenOf, listOf, properties } from './helpers/properties';

// These names are saved in users' workflows: they change only with a new version of the node.

const { description } = nodeType;

const called = (list: readonly INodeProperties[], name: string) =>
	list.filter((property) => property.name === name);

const valuesOf = (list: readonly INodeProperties[], name: string) =>
	new Set(called(list, name).flatMap((property) => listOf(property).map(({ value }) => value)));

it('keeps the name of the node, of its credential and its version', () => {
	expect(description).toMatchObject({
		name: 'imageEdit',
		displayName: 'AI Image Edit',
		version: 1,
		usableAsTool: true,
	});
	expect(description.credentials?.map(({ name }) => name)).toEqual(['imageGatewayApi']);
	expect(new ImageGatewayApi()).toMatchObject({
		name: 'imageGatewayApi',
		displayName: 'Image Gateway API',
	});
});

it('keeps the fields of the credential', () => {
	const fields = new ImageGatewayApi().properties;
	expect([...new Set(fields.map(({ name }) => name))]).toEqual([
		'gateway',
		'baseUrl',
		'apiKey',
		'keyHeader',
		'headers',
		'query',
	]);
	const rowsOf = (name: string) => {
		const [rows] = called(fields, name)[0]?.options as INodePropertyCollection[];
		return { [rows?.name ?? '']: rows?.values.map((child) => child.name) };
	};
	expect(rowsOf('headers')).toEqual({ header: ['name', 'value'] });
	expect(rowsOf('query')).toEqual({ parameter: ['name', 'value'] });
	expect(called(fields, 'gateway')[0]?.default).toBe('openAiCompatible');
	expect([...valuesOf(fields, 'gateway')].sort()).toEqual([
		'aiid',
		'bella',
		'chatCompletions',
		'dddai',
		'gemini',
		'gptplus',
		'openAiCompatible',
		'openRouter',
		'zhongzhuan',
	]);
	const shownFor = (gateway: string) =>
		called(fields, 'baseUrl').find(({ displayOptions }) =>
			displayOptions?.show?.gateway?.includes(gateway),
		);
	expect(shownFor('openAiCompatible')).toMatchObject({ type: 'string', default: '' });
	expect(shownFor('openAiCompatible')?.placeholder).toContain('https://api.openai.com/v1');
});

it.each([
	['resource', ['image', 'model', 'task'], 'image'],
	['operation', ['edit', 'generate', 'combine', 'expand', 'tryOn'], 'edit'],
	['expandBy', ['ratios', 'aspectRatio'], 'aspectRatio'],
	[
		'modelFamily',
		[
			'auto',
			'dallE2',
			'fluxKontext',
			'gptImage',
			'klingImage',
			'klingOmni',
			'nanoBanana',
			'seedream',
			'virtualTryOn',
			'generic',
		],
		'auto',
	],
])('keeps the values of %s', (name, values, initial) => {
	expect([...valuesOf(properties, name)]).toEqual(expect.arrayContaining(values));
	expect(called(properties, name)[0]?.default).toBe(initial);
});

it.each([
	['task', ['get']],
	['model', ['getAll']],
])('keeps the operations of the resource %s', (resource, values) => {
	const shown = called(properties, 'operation').filter(({ displayOptions }) =>
		displayOptions?.show?.resource?.includes(resource),
	);
	expect(shown.flatMap((property) => listOf(property).map(({ value }) => value))).toEqual(values);
});

it('keeps the model as list or id', () => {
	const [model] = called(properties, 'model').filter(({ type }) => type === 'resourceLocator');
	expect(model?.modes?.map(({ name }) => name)).toEqual(['list', 'id']);
});

it.each([
	['image', 'data'],
	['mask', ''],
	['sceneImage', ''],
	['styleImage', ''],
	['humanImage', undefined],
	['clothImage', undefined],
])('keeps %s as a slot for a field, an address or base64', (name, value) => {
	const slots = called(properties, name);
	expect(slots.length).toBeGreaterThan(0);
	for (const { default: initial, modes, type } of slots) {
		expect(type).toBe('resourceLocator');
		expect(modes?.map((mode) => mode.name)).toEqual(['binary', 'url', 'base64']);
		expect(initial).toMatchObject({ mode: 'binary', ...(value === undefined ? {} : { value }) });
	}
});

it.each(['additionalImages', 'subjectImages'])('keeps %s as a list of slots', (name) => {
	const lists = called(properties, name);
	expect(lists.length).toBeGreaterThan(0);
	for (const { options, type } of lists) {
		expect(type).toBe('fixedCollection');
		expect(options).toMatchObject([
			{ name: 'image', values: [{ name: 'image', type: 'resourceLocator' }] },
		]);
	}
});

it.each([
	'modelName',
	'prompt',
	'elementIds',
	'upExpansionRatio',
	'downExpansionRatio',
	'leftExpansionRatio',
	'rightExpansionRatio',
	'targetAspectRatio',
	'aspectRatio',
	'size',
	'quality',
	'background',
	'options',
	'output',
	'batch',
	'longTask',
	'taskId',
	'wait',
])('keeps the parameter %s', (name) => {
	expect(called(properties, name).length).toBeGreaterThan(0);
});

it.each([
	'bodyFormat',
	'callbackUrl',
	'dryRun',
	'externalTaskId',
	'extraFields',
	'imageField',
	'inputFidelity',
	'moderation',
	'n',
	'negativePrompt',
	'orderPath',
	'outputCompression',
	'outputFormat',
	'pricePerCall',
	'resolution',
	'responseFormat',
	'resultType',
	'seriesAmount',
	'stream',
	'user',
	'validation',
])('keeps the option %s', (name) => {
	expect(called(childrenOf('options'), name).length).toBeGreaterThan(0);
});

it.each<[string, string, unknown]>([
	['options', 'validation', 'strict'],
	['options', 'bodyFormat', 'auto'],
	['output', 'mode', 'itemPerImage'],
	['output', 'binaryField', 'data'],
	['output', 'download', true],
	['output', 'fileName', expect.any(String)],
	['output', 'flatten', false],
	['output', 'includeInput', false],
	['output', 'includeRaw', false],
	['batch', 'concurrency', 4],
	['batch', 'requestsPerMinute', 0],
	['batch', 'timeout', 600],
	['batch', 'maxTries', 3],
	['batch', 'retryAmbiguous', false],
	['batch', 'maxCost', 0],
	['longTask', 'mode', 'wait'],
	['longTask', 'pollInterval', expect.any(Number)],
	['longTask', 'maxWait', expect.any(Number)],
])('keeps the default of %s %s', (collection, name, initial) => {
	const [property] = called(childrenOf(collection), name);
	expect(property?.default).toEqual(initial);
});

it.each<[string, string, readonly string[]]>([
	['options', 'validation', ['strict', 'warn', 'off']],
	['options', 'bodyFormat', ['auto', 'json', 'multipart']],
	['output', 'mode', ['itemPerImage', 'itemPerInput']],
	['longTask', 'mode', ['wait', 'returnTask']],
])('keeps the values of %s %s', (collection, name, values) => {
	expect([...valuesOf(childrenOf(collection), name)].sort()).toEqual([...values].sort());
});
