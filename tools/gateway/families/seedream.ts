import { Refusal } from '../errors';
import { commonJsonFields, mebibyte } from './common';
import { flag, integer, number, oneOf, pattern, picture, pictures, text } from './fields';
import { draft, numberOf, outputWish, picturesOf, sizeWish, textOf } from './family';
import type { FamilyRules, Received } from './family';

interface Version {
	readonly tiers: readonly string[];
	readonly minPixels: number;
	readonly maxPixels: number;
	readonly usualSize: string;
	/** None = from text alone. */
	readonly maxImages: number;
	readonly hasGroups: boolean;
	readonly formats?: readonly string[];
	readonly hasLayers?: boolean;
}

// domain.md 3; 1024x1024 is too small for 4.5 and 5.0 (github.com/AceDataCloud/Nexior#663).
const usual = { minPixels: 1, maxPixels: 4096 ** 2, maxImages: 14, hasGroups: true };
const versions: Readonly<Record<string, Version>> = {
	'3-0': {
		tiers: [],
		minPixels: 512 ** 2,
		maxPixels: 2048 ** 2,
		usualSize: '1K',
		maxImages: 0,
		hasGroups: false,
	},
	'4-0': { ...usual, tiers: ['1K', '2K', '4K'], minPixels: 921_600, usualSize: '2K' },
	'4-5': { ...usual, tiers: ['2K', '4K'], minPixels: 3_686_400, usualSize: '2K' },
	'5-0': {
		...usual,
		tiers: ['2K', '3K', '4K'],
		minPixels: 3_686_400,
		usualSize: '2K',
		formats: ['jpeg', 'png'],
	},
	// Documents of Tencent Cloud, AIML and kie, 2026-11.
	'5-0-pro': {
		...usual,
		tiers: ['1K', '1.5K', '2K'],
		usualSize: '2K',
		maxImages: 10,
		hasGroups: false,
		formats: ['png', 'jpeg'],
		hasLayers: true,
	},
	'5-5': {
		...usual,
		tiers: ['1K', '1.5K', '2K'],
		usualSize: '2K',
		maxImages: 10,
		formats: ['png', 'jpeg'],
	},
};

const imageFields = ['image', 'image_url', 'image_urls', 'images'] as const;
const maxInputsAndOutputs = 15;
/** As many as a decomposition gives here: the base and two layers. */
const layers = 3;

export function seedream(model: string): FamilyRules {
	const key = /seedream-(\d-\d(?:-pro)?)/.exec(model)?.[1] ?? '4-0';
	const version = versions[key] as Version;
	return {
		required: ['prompt'],
		policy: { formats: ['png', 'jpeg', 'webp'], maxBytes: 10 * mebibyte, base64: 'dataUri' },
		fields: {
			...commonJsonFields,
			n: integer(1, 15),
			size: pattern(
				/^([1-9]\d{2,4}x[1-9]\d{2,4}|([1-4]|1\.5)K)$/,
				'WIDTHxHEIGHT or a tier such as 2K',
			),
			aspect_ratio: pattern(/^\d{1,2}:\d{1,2}$/, 'a ratio such as 16:9'),
			negative_prompt: text(2500),
			watermark: flag,
			seed: integer(-1, 2_147_483_647),
			...(version.maxImages > 0 && {
				image: pictures(version.maxImages),
				image_url: picture,
				image_urls: pictures(version.maxImages),
				images: pictures(version.maxImages),
				stream: flag,
			}),
			...(version.hasGroups && {
				sequential_image_generation: oneOf('auto', 'disabled'),
				sequential_image_generation_options: {
					kind: 'object',
					fields: { max_images: integer(1, 15) },
				} as const,
			}),
			...(key === '3-0' && { guidance_scale: number(1, 10) }),
			...(version.formats && { output_format: oneOf(...version.formats) }),
			...(version.hasLayers && { layer_decomposition: flag }),
		},
		order(received) {
			checkSize(textOf(received, 'size'), version);
			const images = picturesOf(received, ...imageFields);
			const isSplit = received.values.layer_decomposition === true;
			if (isSplit && images.length === 0) {
				throw new Refusal('missingPicture', 'layer_decomposition needs an image', 'image');
			}
			const count = isSplit ? layers : countOf(received);
			// Nothing is known of the sum of 5.0 Pro and 5.5.
			const isTooMany = version.maxImages === 14 && images.length + count > maxInputsAndOutputs;
			if (images.length > version.maxImages || isTooMany) {
				throw new Refusal(
					'badValue',
					`at most ${version.maxImages} images, and 15 together with the results`,
					'image',
				);
			}
			const wish = sizeWish(received);
			return draft(received, {
				count,
				job: images.length ? { kind: 'edit', images } : { kind: 'generate' },
				size: wish.size ? wish : { ...wish, size: version.usualSize },
				output: outputWish(received, isSplit ? 'png' : 'jpeg'),
			});
		},
	};
}

function countOf(received: Received): number {
	const options = received.values.sequential_image_generation_options as { max_images?: number };
	const isGroup = textOf(received, 'sequential_image_generation') === 'auto';
	return (isGroup ? options?.max_images : undefined) ?? numberOf(received, 'n') ?? 1;
}

function checkSize(size: string | undefined, version: Version): void {
	if (size === undefined) return;
	if (/K$/.test(size)) {
		if (version.tiers.includes(size)) return;
		throw new Refusal('badValue', `size ${size} is not supported by this model`, 'size');
	}
	const [width = 0, height = 0] = size.split('x').map(Number);
	const pixels = width * height;
	if (pixels < version.minPixels) {
		throw new Refusal(
			'badValue',
			`image size must be at least ${version.minPixels} pixels`,
			'size',
		);
	}
	if (pixels > version.maxPixels) {
		throw new Refusal('badValue', `image size must be at most ${version.maxPixels} pixels`, 'size');
	}
}
