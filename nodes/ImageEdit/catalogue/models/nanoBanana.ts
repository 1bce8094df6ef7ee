import {
	aspectRatio,
	count,
	imageSize,
	prompt,
	qualityFree,
	responseFormat,
	sizeBesideRatio,
	stream,
} from '../fields';
import type { FieldSpec, Lifecycle, ModelEntry, PictureSpec } from '../types';

const ratios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'];
const moreRatios = [...ratios, '1:4', '4:1', '1:8', '8:1'];

const image: PictureSpec = {
	role: 'images',
	min: 1,
	max: 1,
	wire: 'image',
	// Seed 000: image is one picture, image_urls several.
	wireSeveral: 'image_urls',
	limits: {},
};

/** `max` is Google's advice or a relay's, caps differ by relay (4, 10, 14). */
const images = (max: number): PictureSpec => ({ ...image, max, maxUnsure: true });

const fields = (allRatios: readonly string[]): readonly FieldSpec[] => [
	prompt(),
	count(10),
	// Seed 000 calls it a size or resolution expression without a list.
	sizeBesideRatio({ words: [], unsure: true }),
	qualityFree,
	responseFormat,
	aspectRatio(allRatios, { unsure: true }),
	// In a chat; relays that draw at once take no notice of it.
	stream,
];

const shared = {
	family: 'nanoBanana',
	vendor: 'Google',
	keywords: ['Gemini'],
	operations: ['edit', 'generate'],
	base64: 'dataUri',
	body: 'json',
	source: 'seed 000; docs.cloud.google.com (Gemini image limits); relay pages',
} as const;

const countNote = 'Some gateways return exactly one image, whatever the number requested.';
const sizeNote = 'The resolution is fixed by the name.';

const tiers = ['1K', '2K', '4K'];
const successors = ['gemini-nano-banana-2.1'];
/** Source: Google's page of deprecations, copy of September 2026. */
const firstEnds: Lifecycle = { ends: '2026-10-02', successors };
/** One third party says so; relays still sell it. */
const secondEnds: Lifecycle = { ends: '2026-10-29', successors, unsure: true };
const atRelays = (end: Lifecycle): Lifecycle => ({ ...end, isRelayName: true });

const first = {
	...shared,
	pictures: { edit: [images(3)] },
	// No image_size: Google refuses it for this model.
	fields: fields(ratios),
	lifecycle: firstEnds,
} as const;

const pro = { ...shared, pictures: { edit: [images(14)] } } as const;
const second = {
	...shared,
	pictures: { edit: [images(14)] },
	lifecycle: secondEnds,
} as const;

export const nanoBanana = [
	{
		...shared,
		id: 'gemini-nano-banana-2.1',
		label: 'Nano Banana 2.1',
		pictures: { edit: [{ ...image, max: 14 }] },
		// 512 is refused.
		fields: [...fields(moreRatios), imageSize(tiers, {})],
		notes: [countNote],
		source: 'documents of laozhang (2026-10-14) and apiyi; TanStack ai-gemini 0.36',
	},
	{
		...shared,
		id: 'gemini-3.1-flash-lite-image',
		label: 'Nano Banana 2 Lite',
		pictures: { edit: [images(14)] },
		fields: [...fields(moreRatios), imageSize(['1K'], {})],
		notes: ['Makes 1K only.', countNote],
		source: 'documents of laozhang (2026-10-14) and apiyi; TanStack ai-gemini 0.36',
	},
	{
		...second,
		id: 'gemini-3.1-flash-image',
		label: 'Gemini 3.1 Flash Image',
		keywords: ['Nano Banana 2'],
		fields: [...fields(moreRatios), imageSize(tiers)],
		notes: ["Google's own name of Nano Banana 2.", countNote],
	},
	{
		...second,
		lifecycle: atRelays(secondEnds),
		id: 'nano-banana-2',
		label: 'Nano Banana 2',
		fields: [...fields(moreRatios), imageSize(tiers)],
		notes: [countNote],
	},
	{
		...second,
		lifecycle: atRelays(secondEnds),
		id: 'nano-banana-2-2k',
		label: 'Nano Banana 2 2K',
		fields: fields(moreRatios),
		notes: [sizeNote],
	},
	{
		...second,
		lifecycle: atRelays(secondEnds),
		id: 'nano-banana-2-4k',
		label: 'Nano Banana 2 4K',
		fields: fields(moreRatios),
		notes: [sizeNote],
	},
	{
		...pro,
		id: 'gemini-3-pro-image',
		label: 'Gemini 3 Pro Image',
		keywords: ['Nano Banana Pro'],
		fields: [...fields(ratios), imageSize(tiers)],
		notes: ["Google's own name of Nano Banana Pro.", countNote],
	},
	{
		...pro,
		id: 'nano-banana-pro',
		label: 'Nano Banana Pro',
		fields: [...fields(ratios), imageSize(tiers)],
		notes: [countNote],
	},
	{
		...pro,
		id: 'nano-banana-pro-2k',
		label: 'Nano Banana Pro 2K',
		fields: fields(ratios),
		notes: [sizeNote],
	},
	{
		...pro,
		id: 'nano-banana-pro-4k',
		label: 'Nano Banana Pro 4K',
		fields: fields(ratios),
		notes: [sizeNote],
	},
	{
		...first,
		id: 'gemini-2.5-flash-image',
		label: 'Gemini 2.5 Flash Image',
		keywords: ['Nano Banana'],
		notes: ["Google's own name of the first Nano Banana.", countNote],
	},
	{
		...first,
		lifecycle: atRelays(firstEnds),
		id: 'nano-banana',
		label: 'Nano Banana',
		notes: [countNote],
	},
] as const satisfies readonly ModelEntry[];
