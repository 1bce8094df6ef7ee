import type { INodeParameters } from 'n8n-workflow';

import { generic } from '../../../nodes/ImageEdit/catalogue/models/generic';
import { models } from '../../../nodes/ImageEdit/catalogue/models';
import type { Family, ModelEntry, Operation } from '../../../nodes/ImageEdit/catalogue/types';
import { binary, model, slots } from './parameters';

export interface OrderCase {
	readonly title: string;
	readonly family: Family;
	readonly parameters: INodeParameters;
}

const slotsOf: Readonly<Record<Operation, INodeParameters>> = {
	combine: { subjectImages: slots(binary('data'), binary('more')) },
	edit: { image: binary('data') },
	expand: { image: binary('data'), expandBy: 'ratios', upExpansionRatio: 0.5 },
	generate: {},
	tryOn: { humanImage: binary('person'), clothImage: binary('more') },
};

const unknown: ModelEntry = { ...generic, id: 'brand-new-model' };

/** The least that each model needs for each of its operations; once in a family, two pictures. */
export const orderCases: readonly OrderCase[] = [...models, unknown].flatMap(
	(entry, index, all) => {
		const isFirst = all.findIndex(({ family }) => family === entry.family) === index;
		return entry.operations.flatMap((operation) => {
			const minimal = caseOf(entry, operation);
			const takesTwo = entry.pictures[operation]?.some(
				({ max, role }) => role === 'images' && max > 1,
			);
			return isFirst && takesTwo ? [minimal, withTwoPictures(minimal)] : [minimal];
		});
	},
);

function caseOf(entry: ModelEntry, operation: Operation): OrderCase {
	const { family, id, modelName } = entry;
	return {
		title: [operation, id, modelName].filter(Boolean).join(' '),
		family,
		parameters: {
			operation,
			model: model(id),
			...(modelName !== undefined && { modelName }),
			prompt: 'A garden',
			...slotsOf[operation],
		},
	};
}

function withTwoPictures({ family, parameters, title }: OrderCase): OrderCase {
	return {
		title: `${title}, two pictures`,
		family,
		parameters: { ...parameters, additionalImages: slots(binary('more')) },
	};
}
