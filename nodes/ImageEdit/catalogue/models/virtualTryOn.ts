import { callbackUrl, externalTaskId } from '../fields';
import type { ModelEntry, PictureLimits, PictureSpec } from '../types';
import { klingPicture } from './klingImage';

// Kling states no ratio for try-on.
const limits: PictureLimits = { ...klingPicture, maxRatio: Infinity };

const picture = (role: 'cloth' | 'human'): PictureSpec => ({
	role,
	min: 1,
	max: 1,
	wire: `${role}_image`,
	limits,
});

const shared = {
	family: 'virtualTryOn',
	vendor: 'Kuaishou',
	keywords: ['Kling', 'garment', 'clothes', 'outfit'],
	operations: ['tryOn'],
	pictures: { tryOn: [picture('human'), picture('cloth')] },
	fields: [callbackUrl, externalTaskId],
	base64: 'bare',
	body: 'json',
	source: 'seed 000; WHQ25/rawgenai:docs/research/kling; docs.modellix.ai',
} as const;

export const virtualTryOn = [
	{
		...shared,
		id: 'kolors-virtual-try-on-v1-5',
		label: 'Kolors Virtual Try-On 1.5',
		shortLabel: 'Kolors 1.5',
		notes: ['Also takes an upper and a lower garment in one image on a white background.'],
	},
	{
		...shared,
		id: 'kolors-virtual-try-on-v1',
		label: 'Kolors Virtual Try-On 1',
		shortLabel: 'Kolors 1',
		notes: ['Takes one garment: upper, lower or dress.'],
	},
] as const satisfies readonly ModelEntry[];
