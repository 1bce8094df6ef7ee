import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { families } from '../catalogue/families';
import { knownIds, models } from '../catalogue/models';
import { operations } from '../catalogue/operations';
import type { ModelEntry, Operation } from '../catalogue/types';
import { expandTo } from './expandTo';
import { fieldProperties } from './fieldProperties';
import { allClaims, groupBy, modelByExpression, onlyModel, unknownIds } from './guards';
import { cannotNotices, expressionNotice, toolNotice } from './notices';
import { furtherPictures, mainPictures } from './pictureProperties';
import { longTask, taskProperties } from './taskProperties';
import { batch, controlOptions, output } from './controlProperties';

const forImages = { resource: ['image'] };

/** Of the options: what is set most, and the plumbing. What is not named stands between them. */
const firstOptions = ['dryRun', 'n', 'negativePrompt', 'resolution', 'imageSize', 'outputFormat'];
const lastOptions = [
	...['seed', 'user', 'responseFormat', 'stream', 'callbackUrl', 'externalTaskId', 'pricePerCall'],
	...['validation', 'extraFields', 'bodyFormat', 'imageField', 'orderPath'],
];

function byUse(a: INodeProperties, b: INodeProperties): number {
	const rank = ({ name }: INodeProperties) => {
		const early = firstOptions.indexOf(name);
		return early < 0 ? lastOptions.indexOf(name) + 1 : early - firstOptions.length;
	};
	return rank(a) - rank(b);
}

/** Adds the resource to the conditions that the catalogue gave. */
const onImages = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: { ...forImages, ...property.displayOptions?.show },
	},
});

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Image', value: 'image' },
		{ name: 'Model', value: 'model' },
		{ name: 'Task', value: 'task' },
	],
	default: 'image',
};

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: forImages },
	options: operations.map(({ action, description, id, label }) => ({
		name: label,
		value: id,
		action,
		description,
	})),
	default: 'edit',
};

const modelOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['model'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many models',
			description:
				'List the models that the gateway offers, with their operations and fields where known',
		},
	],
	default: 'getAll',
};

const firstModelFor = ({ id }: { readonly id: Operation }) =>
	models.find((entry) => entry.operations.includes(id)) as (typeof models)[number];

/** One property for each model that a new node begins with: the first that can do the operation. */
const modelLocators: readonly INodeProperties[] = [...groupBy(operations, firstModelFor)].map(
	([first, able]) => ({
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		description: 'The model to use; only the fields that it takes are shown below',
		displayOptions: { show: { ...forImages, operation: able.map(({ id }) => id) } },
		default: { mode: 'list', value: first.id, cachedResultName: first.label },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a model…',
				typeOptions: { searchListMethod: 'searchModels', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. nano-banana-pro',
				hint: 'Leave empty for the default model of the gateway',
			},
		],
	}),
);

const familyChoice = (initial: string): INodeProperties => ({
	...familyText,
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Guess From the ID', value: initial },
		...[...families]
			.sort((a, b) => a.label.localeCompare(b.label))
			.map(({ id, label }) => ({ name: label, value: id })),
	],
	default: initial,
});

const familyText = {
	displayName: 'Model Family',
	name: 'modelFamily',
	description: 'The known models that this one resembles; decides which fields are shown and sent',
} as const;

/**
 * For unknown ids, and for models by expression. There the guess has a value of its own, so that the
 * fields for guessed ids do not show: n8n shows every field that asks for the model, see `guards`.
 */
const modelFamilies: readonly INodeProperties[] = [
	{
		...familyChoice('auto'),
		displayOptions: { hide: { model: [...knownIds, ...modelByExpression.show.model] } },
	},
	{ ...familyChoice('byId'), displayOptions: modelByExpression },
];

const version = {
	displayName: 'Version',
	name: 'modelName',
	description: 'The version of the model; goes as model_name',
} as const;

/** The newest is the first, and the default. */
const versionProperty = (entries: readonly ModelEntry[]): INodeProperties => ({
	...version,
	type: 'options',
	options: [...groupBy(entries, ({ modelName = '' }) => modelName)].map(
		([value, [entry]]): INodePropertyOptions => ({ name: entry?.version ?? value, value }),
	),
	default: entries[0]?.modelName ?? '',
});

/** One property for each set of versions that an operation of a model offers. */
function versions(): readonly INodeProperties[] {
	const claims = allClaims.filter(
		({ owner }) => owner.entry.modelName !== undefined && !owner.family,
	);
	const entriesOf = (group: typeof claims) => group.map(({ owner }) => owner.entry);
	const sets = [
		...groupBy(claims, ({ operation, owner }) => `${owner.entry.id} ${operation}`).values(),
	];
	const byOperation = [...groupBy(claims, (claim) => claim.operation)];
	return [
		...sets.flatMap((group) => {
			const { operation, owner } = group[0] as (typeof claims)[number];
			const conditions = [onlyModel(owner.entry.id), ...unknownIds([owner.entry.family], '')];
			return conditions.map((displayOptions) => ({
				...versionProperty(entriesOf(group)),
				displayOptions: {
					...displayOptions,
					show: { operation: [operation], ...displayOptions.show },
				},
			}));
		}),
		...byOperation.map(([operation, group]) => ({
			...versionProperty(entriesOf(group)),
			displayOptions: { show: { operation: [operation], ...modelByExpression.show } },
		})),
	];
}

const onForm = fieldProperties('top');
const named = (...names: readonly string[]) =>
	names.flatMap((name) => onForm.filter((property) => property.name === name));

/** Every parameter of the node, in the order in which the editor shows them. */
export const properties: INodeProperties[] = [
	resource,
	operation,
	modelOperation,
	...taskProperties,
	...modelLocators,
	...[...cannotNotices, expressionNotice].map(onImages),
	...versions().map(onImages),
	...modelFamilies.map(onImages),
	onImages(toolNotice),
	...mainPictures.map(onImages),
	...expandTo(onForm),
	...named('prompt').map(onImages),
	...furtherPictures.map(onImages),
	...named('elementIds', 'aspectRatio', 'size', 'quality', 'background').map(onImages),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		description:
			"Only what is added here is sent; for everything else, the gateway's defaults apply",
		displayOptions: { show: forImages },
		default: {},
		options: [...fieldProperties('options'), ...controlOptions].sort(byUse),
	},
	output,
	batch,
	...longTask,
];
