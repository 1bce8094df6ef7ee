import type { INodeProperties } from 'n8n-workflow';
import { cannotText } from '../catalogue/abilities';
import { models } from '../catalogue/models';
import { operations } from '../catalogue/operations';
import { groupBy, onlyModels } from './guards';

const rows = operations.flatMap(({ id: operation }) =>
	models
		.filter(({ id }) => !models.some((one) => one.id === id && one.operations.includes(operation)))
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
