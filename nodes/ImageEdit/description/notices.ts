import type { INodeProperties } from 'n8n-workflow';
import { cannotText } from '../catalogue/abilities';
import { models } from '../catalogue/models';
import { operations } from '../catalogue/operations';
import { groupBy, modelByExpression, onlyModels, unableIds } from './guards';

/** What an agent's tool needs to know of images; said by the error as well. */
export const toolText =
	"An agent cannot pass files to its tools. Give the image by URL, or by an expression such as {{ $('Read File').first().binary.data }}.";

const rows = operations.flatMap(({ id: operation }) =>
	models
		.filter(({ id }) => unableIds(operation).includes(id))
		.map((entry) => ({ id: entry.id, operation, text: cannotText(entry, operation) })),
);

/** Under Model, for a model that was kept from another operation and cannot do this one. */
export const cannotNotices: readonly INodeProperties[] = [
	...groupBy(rows, ({ operation, text }) => `${operation} ${text}`).values(),
].map((group) => {
	const { operation, text } = group[0] as (typeof rows)[number];
	return {
		displayName: text,
		name: 'cannotNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: { operation: [operation] },
			...onlyModels([...new Set(group.map(({ id }) => id))]),
		},
	};
});

/** Under a model by expression, where the fields of all models show. */
export const expressionNotice: INodeProperties = {
	displayName:
		'The model is an expression, so the fields of all models are shown. Only those that the model takes are sent.',
	name: 'expressionNotice',
	type: 'notice',
	default: '',
	displayOptions: modelByExpression,
};

/** Above the images, for a node that an AI agent calls. */
export const toolNotice: INodeProperties = {
	displayName: toolText,
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: {
		show: { '@tool': [true], operation: ['combine', 'edit', 'expand', 'tryOn'] },
	},
};
