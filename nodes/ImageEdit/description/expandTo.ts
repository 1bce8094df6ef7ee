import type { INodeProperties } from 'n8n-workflow';
import { valueLabel } from '../catalogue/valueLabels';
import { unableIds } from './guards';

const forImages = { resource: ['image'] };

const formats = ['16:9', '21:9', '3:2', '4:3', '5:4', '2:1', '3:1', '1:1'];
const targets = [...formats, '9:16', '9:21', '2:3', '3:4', '4:5', '1:2', '1:3'];

const onlyExpand = {
	show: { ...forImages, operation: ['expand'] },
	hide: { model: [...unableIds('expand')] },
};

/**
 * How far to expand: to an aspect ratio, or by each side.
 * @param onForm the fields of all models, the four sides among them
 */
export const expandTo = (onForm: readonly INodeProperties[]): readonly INodeProperties[] => [
	{
		displayName: 'Expand To',
		name: 'expandBy',
		type: 'options',
		description: 'How far to extend the image',
		displayOptions: onlyExpand,
		options: [
			{
				name: 'Aspect Ratio',
				value: 'aspectRatio',
				description: 'The node works out the four sides from the size of the image',
			},
			{ name: 'Each Side by Itself', value: 'ratios' },
		],
		default: 'aspectRatio',
	},
	{
		displayName: 'Aspect Ratio',
		name: 'targetAspectRatio',
		type: 'options',
		description:
			'Ratio of width to height of the expanded image; an expression may give any other ratio, e.g. 5:2',
		displayOptions: {
			...onlyExpand,
			show: { ...onlyExpand.show, expandBy: ['aspectRatio'] },
		},
		options: targets.map((value) => ({ name: valueLabel(value), value })),
		default: '16:9',
	},
	...onForm
		.filter(({ name }) => name.endsWith('ExpansionRatio'))
		.map((property) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: { ...forImages, ...property.displayOptions?.show, expandBy: ['ratios'] },
			},
		})),
];
