import { Refusal } from '../errors';
import type { LoadedPicture } from '../vocabulary';
import type { Job } from '../order';
import { mebibyte } from './common';
import { flag, integer, oneOf, pattern, picture, pictureList, pictures, text } from './fields';
import { draft, outputWish, picturesOf, refuseTogether, textOf } from './family';
import type { FamilyRules, Received } from './family';

const maxMaskBytes = 4 * mebibyte;
const squareSizes = ['256x256', '512x512', '1024x1024'] as const;

/** GPT Image (domain.md 4.1): always base64, so `response_format` is refused. */
export function gptImage(model: string): FamilyRules {
	const hasFreeSize = model.startsWith('gpt-image-2');
	return {
		required: ['prompt', 'image'],
		policy: { formats: ['png', 'jpeg', 'webp'], maxBytes: 50 * mebibyte - 1, base64: 'either' },
		fields: {
			prompt: text(32_000),
			image: pictures(16),
			images: pictureList('image_url', 16),
			mask: picture,
			n: integer(1, 10),
			size: hasFreeSize
				? pattern(/^([1-9]\d{1,3}x[1-9]\d{1,3}|auto)$/, 'WIDTHxHEIGHT or auto')
				: oneOf('auto', '1024x1024', '1536x1024', '1024x1536'),
			quality: oneOf('auto', 'low', 'medium', 'high'),
			background: oneOf('auto', 'transparent', 'opaque'),
			moderation: oneOf('auto', 'low'),
			output_format: oneOf('png', 'jpeg', 'webp'),
			output_compression: integer(0, 100),
			stream: flag,
			partial_images: integer(0, 3),
			user: text(256),
			...(model !== 'gpt-image-1-mini' && { input_fidelity: oneOf('low', 'high') }),
		},
		order(received) {
			if (hasFreeSize) checkFreeSize(textOf(received, 'size'));
			const output = outputWish(received);
			if (output.transparent && output.format === 'jpeg') {
				throw new Refusal('badValue', 'a transparent background needs png or webp', 'background');
			}
			if (output.compression !== undefined && output.format === 'png') {
				throw new Refusal(
					'badValue',
					'output_compression is for jpeg and webp',
					'output_compression',
				);
			}
			if (received.route === 'generations')
				refuseTogether(received, 'input_fidelity', 'is for edits');
			return draft(received, { job: editJob(received), output, responseFormat: 'b64_json' });
		},
	};
}

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

/** Any size by 16, 1:3 to 3:1, up to 3840x2160 (openai-node, images.ts). */
function checkFreeSize(size: string | undefined): void {
	if (!size || size === 'auto') return;
	const [width = 0, height = 0] = size.split('x').map(Number);
	const longSide = Math.max(width, height);
	const shortSide = Math.min(width, height);
	const fits = width % 16 === 0 && height % 16 === 0 && longSide <= 3 * shortSide;
	if (!fits || longSide > 3840 || width * height > 3840 * 2160) {
		throw new Refusal('badValue', `size ${size} is not supported by this model`, 'size');
	}
}
