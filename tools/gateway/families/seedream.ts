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
	readonly takesImages: boolean;
}

// domain.md 3; 1024x1024 is too small for 4.5 and 5.0 (github.com/AceDataCloud/Nexior#663).
const versions: Readonly<Record<string, Version>> = {
	'3-0': {
		tiers: [],
		minPixels: 512 ** 2,
		maxPixels: 2048 ** 2,
		usualSize: '1K',
		takesImages: false,
	},
	'4-0': {
		tiers: ['1K', '2K', '4K'],
		minPixels: 921_600,
		maxPixels: 4096 ** 2,
		usualSize: '2K',
		takesImages: true,
	},
	'4-5': {
		tiers: ['2K', '4K'],
		minPixels: 3_686_400,
		maxPixels: 4096 ** 2,
		usualSize: '2K',
		takesImages: true,
	},
	'5-0': {
		tiers: ['2K', '3K', '4K'],
		minPixels: 3_686_400,
		maxPixels: 4096 ** 2,
		usualSize: '2K',
		takesImages: true,
	},
};

const imageFields = ['image', 'image_url', 'image_urls', 'images'] as const;
const maxReferences = 14;
const maxInputsAndOutputs = 15;

export function seedream(model: string): FamilyRules {
	const key = /seedream-(\d-\d)/.exec(model)?.[1] ?? '4-0';
	const version = versions[key] as Version;
	return {
		required: ['prompt'],
		policy: { formats: ['png', 'jpeg', 'webp'], maxBytes: 10 * mebibyte, base64: 'dataUri' },
		fields: {
			...commonJsonFields,
			n: integer(1, 15),
			size: pattern(/^([1-9]\d{2,4}x[1-9]\d{2,4}|[1-4]K)$/, 'WIDTHxHEIGHT or a tier such as 2K'),
			aspect_ratio: pattern(/^\d{1,2}:\d{1,2}$/, 'a ratio such as 16:9'),
			negative_prompt: text(2500),
			watermark: flag,
			seed: integer(-1, 2_147_483_647),
			...(version.takesImages && {
				image: pictures(maxReferences),
				image_url: picture,
				image_urls: pictures(maxReferences),
				images: pictures(maxReferences),
				stream: flag,
				sequential_image_generation: oneOf('auto', 'disabled'),
				sequential_image_generation_options: {
					kind: 'object',
					fields: { max_images: integer(1, 15) },
				} as const,
			}),
			...(key === '3-0' && { guidance_scale: number(1, 10) }),
			...(key === '5-0' && { output_format: oneOf('jpeg', 'png') }),
		},
		order(received) {
			checkSize(textOf(received, 'size'), version);
			const images = picturesOf(received, ...imageFields);
			const count = countOf(received);
			if (images.length > maxReferences || images.length + count > maxInputsAndOutputs) {
				throw new Refusal(
					'badValue',
					'at most 14 images, and 15 together with the results',
					'image',
				);
			}
			const wish = sizeWish(received);
			return draft(received, {
				count,
				job: images.length ? { kind: 'edit', images } : { kind: 'generate' },
				size: wish.size ? wish : { ...wish, size: version.usualSize },
				output: outputWish(received, 'jpeg'),
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
