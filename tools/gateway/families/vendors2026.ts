import { Refusal } from '../errors';
import { mebibyte } from './common';
import { draft, picturesOf, sizeWish, textOf, type FamilyRules, type Received } from './family';
import type { FieldRules } from './fields';
import {
	flag,
	integer,
	number,
	oneOf,
	pattern,
	pixelSize,
	picture,
	pictures,
	text,
} from './fields';

// The models of November 2026 that came with fields of their own. None has a mask.

const ratio = pattern(/^(auto|\d{1,2}:\d{1,2})$/, 'a ratio such as 16:9, or auto');
const policy = {
	formats: ['png', 'jpeg', 'webp'],
	maxBytes: 64 * mebibyte,
	base64: 'either',
} as const;
const responseFormat = oneOf('url', 'b64_json');

const imagesUpTo = (max: number): FieldRules => ({
	image: pictures(max),
	image_url: picture,
	image_urls: pictures(max),
});

function imagesOf(received: Received, max: number) {
	const images = picturesOf(received, 'image', 'image_url', 'image_urls');
	if (images.length > max) throw new Refusal('badValue', `at most ${max} images`, 'image');
	return images;
}

const usual = (received: Received, max: number) => {
	const images = imagesOf(received, max);
	return draft(received, { job: images.length ? { kind: 'edit', images } : { kind: 'generate' } });
};

/** Documents of apiyi, laozhang and CometAPI: pictures at /images/generations are dropped and billed. */
export function grok(): FamilyRules {
	return {
		dropsPictures: true,
		required: ['prompt', 'image'],
		policy,
		fields: {
			prompt: text(32_000),
			...imagesUpTo(3),
			n: integer(1, 10),
			aspect_ratio: ratio,
			resolution: oneOf('1k', '2k'),
			quality: oneOf('low', 'medium'),
			response_format: responseFormat,
		},
		order: (received) =>
			received.route === 'generations'
				? draft(received, { job: { kind: 'generate' } })
				: usual(received, 3),
	};
}

const fluxMaxPixels = 4 * 1024 * 1024;

/** apiyi's document, Vercel's and Replicate's pages: FLUX.2; steps and guidance are of flex alone. */
export function flux2(model: string): FamilyRules {
	return {
		required: ['prompt', 'image'],
		policy,
		fields: {
			prompt: text(32_000),
			...imagesUpTo(8),
			n: integer(1, 10),
			aspect_ratio: ratio,
			size: pixelSize,
			seed: integer(0, 4_294_967_295),
			safety_tolerance: integer(0, 6),
			output_format: oneOf('png', 'jpeg'),
			response_format: responseFormat,
			...(model === 'flux-2-flex' && { steps: integer(1, 50), guidance: number(1.5, 10) }),
		},
		order(received) {
			const [width = 0, height = 0] = (textOf(received, 'size') ?? '').split('x').map(Number);
			if (width * height > fluxMaxPixels) {
				throw new Refusal('badValue', 'size has more than 4 megapixels', 'size');
			}
			return usual(received, 8);
		},
	};
}

/** FLUX 3: pictures of at least 256 px and at most 16 megapixels. */
export function flux3(): FamilyRules {
	return {
		required: ['prompt', 'image'],
		policy: { ...policy, minSide: 256, maxPixels: 16 * 1024 * 1024 },
		fields: {
			prompt: text(32_000),
			...imagesUpTo(10),
			n: integer(1, 10),
			aspect_ratio: ratio,
			resolution: oneOf('768sq', '1k', '1.5k', '2k', '4k'),
			grounding: flag,
			response_format: responseFormat,
		},
		order: (received) => usual(received, 10),
	};
}

/** Alibaba's page, 2026-10-12. */
export function qwenImage(model: string): FamilyRules {
	const max = model === 'qwen-image-2.1-pro' ? 10 : 3;
	return {
		required: ['prompt', 'image'],
		policy,
		fields: {
			prompt: text(32_000),
			...imagesUpTo(max),
			n: integer(1, 6),
			size: pixelSize,
			seed: integer(0, 2_147_483_647),
			negative_prompt: text(2500),
			prompt_extend: flag,
		},
		order(received) {
			const size = textOf(received, 'size');
			const [width = 0, height = 0] = (size ?? '').split('x').map(Number);
			const pixels = width * height;
			if (size !== undefined && (pixels < 512 ** 2 || pixels > 2048 ** 2)) {
				throw new Refusal('badValue', 'size must be from 512x512 to 2048x2048 pixels', 'size');
			}
			return usual(received, max);
		},
	};
}

/** DeepInfra's and Alibaba's pages: edits alone, answered as base64. */
export function qwenEdit(): FamilyRules {
	return {
		editsOnly: true,
		required: ['prompt', 'image'],
		policy,
		fields: {
			prompt: text(32_000),
			...imagesUpTo(3),
			n: integer(1, 6),
			response_format: oneOf('b64_json'),
		},
		order: (received) => ({ ...usual(received, 3), responseFormat: 'b64_json' }),
	};
}

/** Alibaba's page, 2026-10-12: groups of up to 12, and 4K from text alone. */
export function wan(): FamilyRules {
	return {
		required: ['prompt', 'image'],
		policy,
		fields: {
			prompt: text(32_000),
			...imagesUpTo(9),
			n: integer(1, 12),
			size: pattern(/^([1-9]\d{2,3}x[1-9]\d{2,3}|[124]K)$/, 'WIDTHxHEIGHT, 1K, 2K or 4K'),
		},
		order(received) {
			const { size } = sizeWish(received);
			if (size === '4K' && received.route === 'edits') {
				throw new Refusal('badValue', '4K is from text only', 'size');
			}
			return usual(received, 9);
		},
	};
}
