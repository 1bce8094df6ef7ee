import {
	aspectRatioFree,
	count,
	grounding,
	guidance,
	outputFormat,
	prompt,
	resolution,
	safetyTolerance,
	seedFromZero,
	sizeBesideRatio,
	steps,
} from '../fields';
import type { FieldSpec, ModelEntry, PictureLimits, PictureSpec } from '../types';

const images = (max: number, limits: PictureLimits): PictureSpec => ({
	role: 'images',
	min: 1,
	max,
	wire: 'image',
	wireSeveral: 'image_urls',
	limits,
});

const shared = {
	family: 'generic',
	vendor: 'Black Forest Labs',
	keywords: ['BFL'],
	operations: ['edit', 'generate'],
	base64: 'dataUri',
	body: 'multipart',
	notes: ['Has no mask.'],
	source: "apiyi's document; Vercel's and Replicate's model pages, 2026-11",
} as const;

const fields: readonly FieldSpec[] = [
	prompt(),
	count(10),
	aspectRatioFree(),
	// 4 MP; the sources do not say whether of the result or of each picture.
	sizeBesideRatio({ words: [], maxPixels: 4 * 1024 * 1024, unsure: true }),
	seedFromZero,
	safetyTolerance,
	outputFormat(['png', 'jpeg']),
];

const flux2 = { ...shared, pictures: { edit: [images(8, {})] }, fields } as const;

export const flux = [
	{
		...shared,
		id: 'flux-3-image',
		label: 'FLUX 3',
		pictures: { edit: [images(10, { minSide: 256, maxPixels: 16 * 1024 * 1024 })] },
		fields: [
			prompt(),
			count(10),
			aspectRatioFree(),
			resolution(['768sq', '1k', '1.5k', '2k', '4k']),
			grounding,
		],
	},
	{ ...flux2, id: 'flux-2-pro', label: 'FLUX.2 Pro' },
	{ ...flux2, id: 'flux-2-max', label: 'FLUX.2 Max' },
	{ ...flux2, id: 'flux-2-flex', label: 'FLUX.2 Flex', fields: [...fields, steps, guidance] },
	{ ...flux2, id: 'flux-2-klein-9b', label: 'FLUX.2 Klein 9B' },
	{ ...flux2, id: 'flux-2-klein-4b', label: 'FLUX.2 Klein 4B' },
] as const satisfies readonly ModelEntry[];
