import {
	aspectRatioFree,
	count,
	guidanceScale,
	layerDecomposition,
	maxImages,
	outputFormat,
	prompt,
	responseFormat,
	seed,
	sequentialImageGeneration,
	sizeBesideRatio,
	stream,
	watermark,
} from '../fields';
import type { FieldSpec, ModelEntry, PictureSpec } from '../types';

const mostPixels = 16_777_216;

// The vendor takes up to 14 references; seed 000 calls all versions text-to-image.
const images: PictureSpec = {
	role: 'images',
	min: 1,
	max: 14,
	maxUnsure: true,
	wire: 'image',
	limits: {},
};

/** As the documents of Tencent, AIML and kie agree. */
const upTo = (max: number): PictureSpec => ({
	role: 'images',
	min: 1,
	max,
	wire: 'image',
	limits: {},
});

const common = [prompt(), aspectRatioFree(), count(15), responseFormat, watermark] as const;
/** Of 4.0 and later. */
const group: readonly FieldSpec[] = [sequentialImageGeneration, maxImages, stream];

const shared = {
	family: 'seedream',
	vendor: 'ByteDance',
	keywords: ['Doubao', 'Volcengine'],
	base64: 'dataUri',
	body: 'json',
	source: 'seed 000; Volcengine docs as quoted by relays; AceDataCloud/Nexior#663',
} as const;

const markNote = 'The vendor adds a watermark unless Watermark is set to off.';
const relayPages = 'documents of Tencent Cloud, AIML and kie, 2026-11';

const pro5 = {
	...shared,
	operations: ['edit', 'generate'],
	pictures: { edit: [upTo(10)] },
	fields: [
		...common,
		sizeBesideRatio({ words: ['1K', '1.5K', '2K'], maxPixels: mostPixels, unsure: true }),
		outputFormat(['png', 'jpeg']),
		stream,
		layerDecomposition,
	],
	notes: ['Makes no groups.', markNote],
	source: relayPages,
} as const;

export const seedream = [
	{
		...shared,
		// A price list of one gateway; the vendor's own id ends in a date.
		id: 'doubao-seedream-5-5',
		label: 'Seedream 5.5',
		operations: ['edit', 'generate'],
		pictures: { edit: [upTo(10)] },
		fields: [
			...common,
			sizeBesideRatio({ words: ['1K', '1.5K', '2K'], unsure: true }),
			{
				...sequentialImageGeneration,
				valueNotes: { auto: 'No document says whether Seedream 5.5 makes groups.' },
			},
			maxImages,
			outputFormat(['png', 'jpeg'], { unsure: true }),
			stream,
		],
		notes: ['Makes PNG files with a transparent background.', markNote],
		source: relayPages,
	},
	{ ...pro5, id: 'doubao-seedream-5-0-pro-260628', label: 'Seedream 5.0 Pro' },
	{
		...pro5,
		id: 'dola-seedream-5-0-pro',
		label: 'Seedream 5.0 Pro (BytePlus)',
		keywords: ['BytePlus', 'Dola'],
	},
	{
		...shared,
		id: 'doubao-seedream-5-0-260128',
		label: 'Seedream 5.0 Lite',
		operations: ['edit', 'generate'],
		pictures: { edit: [upTo(14)] },
		fields: [
			...common,
			// The upper limit and a 4K tier differ by source, so only the lower one is held.
			sizeBesideRatio({ words: ['2K', '3K', '4K'], minPixels: 3_686_400 }),
			...group,
			outputFormat(['jpeg', 'png']),
		],
		maxWithResults: 15,
		price: { aiid: 0.05 },
		priceDate: '2026-11',
		notes: ['1024x1024 is too small for it.', markNote],
	},
	{
		...shared,
		id: 'doubao-seedream-4-5-251128',
		label: 'Seedream 4.5',
		operations: ['edit', 'generate'],
		pictures: { edit: [images] },
		fields: [
			...common,
			sizeBesideRatio({ words: ['2K', '4K'], minPixels: 3_686_400, maxPixels: mostPixels }),
			...group,
		],
		maxWithResults: 15,
		price: { aiid: 0.06 },
		priceDate: '2026-11',
		notes: ['1024x1024 is too small for it.', markNote],
	},
	{
		...shared,
		id: 'doubao-seedream-4-0-250828',
		label: 'Seedream 4.0',
		operations: ['edit', 'generate'],
		pictures: { edit: [images] },
		fields: [
			...common,
			sizeBesideRatio({ words: ['1K', '2K', '4K'], minPixels: 921_600, maxPixels: mostPixels }),
			...group,
		],
		maxWithResults: 15,
		notes: [markNote],
	},
	{
		...shared,
		id: 'doubao-seedream-3-0-t2i-250415',
		label: 'Seedream 3.0',
		operations: ['generate'],
		pictures: {},
		fields: [
			...common,
			sizeBesideRatio({ words: [], minPixels: 512 * 512, maxPixels: 2048 * 2048 }),
			seed,
			guidanceScale,
		],
		notes: ['Makes images from text only.', markNote],
	},
] as const satisfies readonly ModelEntry[];
