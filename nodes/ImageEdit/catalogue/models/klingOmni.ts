import {
	aspectRatio,
	callbackUrl,
	count,
	elementIds,
	externalTaskId,
	prompt,
	resolution,
	resultType,
	seriesAmount,
} from '../fields';
import type { FieldSpec, ModelEntry, PictureSpec } from '../types';
import { klingPicture, klingRatios } from './klingImage';

// An edit may do with elements alone.
const images: PictureSpec = {
	role: 'images',
	min: 0,
	max: 10,
	wire: 'image_list',
	itemKey: 'image',
	limits: klingPicture,
};

const common: readonly FieldSpec[] = [
	prompt(2500, {
		hints: {
			edit: 'Call the images &lt;&lt;&lt;image_1&gt;&gt;&gt;, &lt;&lt;&lt;image_2&gt;&gt;&gt; and so on',
		},
	}),
	elementIds(),
	callbackUrl,
	externalTaskId,
];

const shared = {
	id: 'kling-omni-image',
	label: 'Kling Omni Image',
	family: 'klingOmni',
	vendor: 'Kuaishou',
	operations: ['edit', 'generate'],
	pictures: { edit: [images] },
	base64: 'bare',
	body: 'json',
	maxReferences: 10,
	source: 'seed 000; WHQ25/rawgenai:docs/research/kling; docs.comfy.org; docs.powertokens.ai',
} as const;

const promptNote = 'The prompt calls the images <<<image_1>>>, <<<image_2>>> and so on.';

export const klingOmni = [
	{
		...shared,
		modelName: 'kling-v3-omni',
		version: 'Kling 3 Omni',
		fields: [
			...common,
			aspectRatio([...klingRatios, 'auto']),
			count(9, { when: { field: 'resultType', notIn: ['series'] } }),
			resolution(['1k', '2k', '4k']),
			resultType,
			seriesAmount,
		],
		notes: [promptNote],
	},
	{
		...shared,
		modelName: 'kling-image-o1',
		version: 'Kling Image O1',
		fields: [
			...common,
			aspectRatio([...klingRatios, 'auto'], { operations: ['edit'] }),
			// It needs an image to go by.
			aspectRatio(klingRatios, { operations: ['generate'] }),
			count(9),
			resolution(['1k', '2k']),
		],
		notes: [promptNote],
	},
] as const satisfies readonly ModelEntry[];
