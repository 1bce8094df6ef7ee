import { Refusal } from '../errors';
import { commonJsonFields, mebibyte, sizeOrTier } from './common';
import { flag, oneOf, pattern, picture, pictures, text } from './fields';
import { draft, picturesOf, type FamilyRules } from './family';
import { checkMask } from './openAiImages';

const ratios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'];
// nano-banana-2 has four more (domain.md 2); relays add `auto`.
const extremeRatios = ['1:4', '4:1', '1:8', '8:1'];
const imageFields = ['image', 'image_url', 'image_urls', 'images'] as const;
const maxImages = 14;

/** Google's own names and those of relays; the first model has no level of detail. */
function tiersOf(model: string): readonly string[] {
	if (model === 'nano-banana' || model === 'gemini-2.5-flash-image') return [];
	return model === 'gemini-3.1-flash-lite-image' ? ['1K'] : ['1K', '2K', '4K'];
}

export function nanoBanana(model: string): FamilyRules {
	const hasMoreRatios = /^(nano-banana-2|gemini-3\.1-|gemini-nano-banana-2)/.test(model);
	const tiers = tiersOf(model);
	const isGoogles = model.startsWith('gemini-');
	return {
		required: ['prompt'],
		policy: {
			formats: ['png', 'jpeg', 'webp'],
			maxBytes: 64 * mebibyte,
			base64: 'either',
		},
		fields: {
			...commonJsonFields,
			size: sizeOrTier,
			aspect_ratio: oneOf(...ratios, ...(hasMoreRatios ? extremeRatios : []), 'auto'),
			image: pictures(),
			image_url: picture,
			image_urls: pictures(),
			images: pictures(),
			mask: picture,
			stream: flag,
			negative_prompt: text(2500),
			// Capital K upstream (domain.md 2). Relays have a field of their own for it.
			...(tiers.length > 0 && { image_size: oneOf(...tiers) }),
			...(!isGoogles && { resolution: pattern(/^[124][kK]$/, '1K, 2K or 4K') }),
			...(isGoogles && tiers.length > 0 && { resolution: oneOf(...tiers) }),
		},
		order(received) {
			const images = picturesOf(received, ...imageFields);
			if (images.length > maxImages) {
				throw new Refusal('badValue', `at most ${maxImages} images, got ${images.length}`, 'image');
			}
			const [mask] = picturesOf(received, 'mask');
			if (mask) {
				if (!images[0]) throw new Refusal('missingPicture', 'a mask needs an image', 'image');
				checkMask(mask, images[0]);
			}
			return draft(received, {
				job: images.length ? { kind: 'edit', images, ...(mask && { mask }) } : { kind: 'generate' },
			});
		},
	};
}
