import { Refusal } from '../errors';
import type { LoadedPicture } from '../vocabulary';
import type { Job } from '../order';
import { mebibyte } from './common';
import { integer, oneOf, picture, pictures, text } from './fields';
import { draft, picturesOf } from './family';
import type { FamilyRules, Received } from './family';

const maxMaskBytes = 4 * mebibyte;
const squareSizes = ['256x256', '512x512', '1024x1024'] as const;

/** dall-e-2 (seeds 002–004): one square PNG, transparent where no mask is given. */
export function dallE2(): FamilyRules {
	return {
		required: ['prompt', 'image'],
		policy: { formats: ['png'], maxBytes: 4 * mebibyte - 1, square: true, base64: 'either' },
		fields: {
			prompt: text(1000),
			image: pictures(1),
			mask: picture,
			n: integer(1, 10),
			size: oneOf(...squareSizes),
			response_format: oneOf('url', 'b64_json'),
			user: text(256),
		},
		order(received) {
			const job = editJob(received);
			if (job.kind !== 'edit' || job.mask) return draft(received, { job });
			if (job.images[0] && !job.images[0].info.hasAlpha) {
				const message = 'without a mask the image must have transparency: RGBA or LA expected';
				throw new Refusal('badPicture', message, 'image');
			}
			return draft(received, { job: { ...job, ownMask: true } });
		},
	};
}

/** dall-e-3 knows generations alone (domain.md 4.2). */
export function dallE3(): FamilyRules {
	return {
		...dallE2(),
		fields: {
			prompt: text(4000),
			n: integer(1, 1),
			size: oneOf('1024x1024', '1792x1024', '1024x1792'),
			quality: oneOf('standard', 'hd'),
			style: oneOf('vivid', 'natural'),
			response_format: oneOf('url', 'b64_json'),
			user: text(256),
		},
	};
}

export function editJob(received: Received): Job {
	const images = picturesOf(received, 'image', 'images', 'image_url', 'image_b64_json');
	const [mask] = picturesOf(received, 'mask');
	const [first] = images;
	if (!first) return { kind: 'generate' };
	if (!mask) return { kind: 'edit', images };
	checkMask(mask, first);
	return { kind: 'edit', images, mask };
}

/** A PNG under 4 MB with alpha, as large as the image (seeds 001–004). */
export function checkMask(mask: LoadedPicture, image: LoadedPicture): void {
	if (mask.info.format !== 'png' || mask.bytes >= maxMaskBytes) {
		throw new Refusal('badPicture', 'the mask must be a PNG under 4 MB', 'mask');
	}
	if (!mask.info.hasAlpha) {
		throw new Refusal('badPicture', 'the mask has no alpha channel', 'mask');
	}
	if (mask.info.width !== image.info.width || mask.info.height !== image.info.height) {
		throw new Refusal('badPicture', 'the mask must have the size of the image', 'mask');
	}
}
