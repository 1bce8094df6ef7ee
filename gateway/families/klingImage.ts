import { Refusal } from '../errors';
import type { ExpansionRatios, Job } from '../order';
import { klingFields, klingRatios, mebibyte } from './common';
import { number, oneOf, picture, pictureList, pictures, pixelSize, text } from './fields';
import { draft, has, numberOf, picturesOf, refuseTogether, sizeWish, textOf } from './family';
import type { FamilyRules, PicturePolicy, Received } from './family';

interface Ability {
	readonly textToImage: boolean;
	readonly oneImage: false | 'reference' | 'restyle';
	readonly severalImages: boolean;
	readonly resolutions: readonly string[];
}

// Kling's capability map (domain.md 1.3); outpainting works whatever the model.
const abilities: Readonly<Record<string, Ability>> = {
	'kling-v1': {
		textToImage: true,
		oneImage: 'reference',
		severalImages: false,
		resolutions: ['1k'],
	},
	'kling-v1-5': {
		textToImage: true,
		oneImage: 'reference',
		severalImages: false,
		resolutions: ['1k'],
	},
	'kling-v2': {
		textToImage: true,
		oneImage: 'restyle',
		severalImages: true,
		resolutions: ['1k', '2k'],
	},
	'kling-v2-new': {
		textToImage: false,
		oneImage: 'restyle',
		severalImages: false,
		resolutions: ['1k', '2k'],
	},
	'kling-v2-1': {
		textToImage: true,
		oneImage: false,
		severalImages: true,
		resolutions: ['1k', '2k'],
	},
	'kling-v3': {
		textToImage: true,
		oneImage: 'reference',
		severalImages: false,
		resolutions: ['1k', '2k'],
	},
};

export const klingPictures: PicturePolicy = {
	formats: ['png', 'jpeg'],
	maxBytes: 10 * mebibyte,
	minSide: 300,
	maxRatio: 2.5,
	// Kling refuses `data:image/png;base64,` (domain.md 1.8).
	base64: 'bare',
};

const sides = ['up', 'down', 'left', 'right'] as const;
const singleImageFields = ['image', 'image_url', 'image_urls', 'images'] as const;
const maxPrompt = 2500;
const maxArea = 3;
const maxReferences = 10;

export function klingImage(_model: string, modelName?: string): FamilyRules {
	const ability = abilities[modelName ?? ''];
	const ratios =
		modelName === 'kling-v1' ? klingRatios.filter((ratio) => ratio !== '21:9') : klingRatios;
	return {
		required: ['model_name'],
		policy: klingPictures,
		fields: {
			...klingFields,
			model_name: oneOf(...Object.keys(abilities)),
			negative_prompt: text(maxPrompt),
			aspect_ratio: oneOf(...ratios),
			resolution: oneOf(...(ability?.resolutions ?? ['1k', '2k'])),
			size: pixelSize,
			image: picture,
			image_url: picture,
			image_urls: pictures(4),
			images: pictures(4),
			subject_image_list: pictureList('subject_image', 4),
			scene_image: picture,
			style_image: picture,
			image_fidelity: number(0, 1),
			...(modelName === 'kling-v1-5' && {
				image_reference: oneOf('subject', 'face'),
				human_fidelity: number(0, 1),
			}),
			...(modelName === 'kling-v3' && { element_list: { kind: 'elementList' } as const }),
			...Object.fromEntries(sides.map((side) => [`${side}_expansion_ratio`, number(0, 2)])),
		},
		order(received) {
			const job = jobOf(received, ability);
			const isRestyle = job.kind === 'edit' && ability?.oneImage === 'restyle';
			return draft(received, {
				job,
				size: isRestyle ? { keepInput: true } : usualRatio(received, job),
			});
		},
	};
}

// Without a picture Kling's ratio is 16:9 unless told otherwise (domain.md 1.2).
function usualRatio(received: Received, job: Job) {
	const wish = sizeWish(received);
	if (wish.size || wish.aspectRatio || job.kind === 'edit') return wish;
	return { ...wish, aspectRatio: '16:9' };
}

function jobOf(received: Received, ability: Ability | undefined): Job {
	if (sides.some((side) => has(received, `${side}_expansion_ratio`))) return expansion(received);
	const subjects = picturesOf(received, 'subject_image_list');
	const images = picturesOf(received, ...singleImageFields);
	if (subjects.length || images.length > 1) return combination(received, ability, subjects, images);
	for (const name of ['scene_image', 'style_image']) {
		refuseTogether(received, name, 'needs subject_image_list');
	}
	if (!textOf(received, 'prompt'))
		throw new Refusal('missingField', 'prompt is required', 'prompt');
	const [image] = images;
	const elements = (received.values.element_list as readonly string[] | undefined) ?? [];
	if (elements.length + images.length > maxReferences) {
		throw new Refusal('badValue', 'at most 10 images and elements together', 'element_list');
	}
	if (!image) {
		refuseTogether(received, 'image_reference', 'needs image');
		if (ability?.textToImage) return { kind: 'generate' };
		throw new Refusal('missingPicture', 'this model_name needs an image', 'image');
	}
	if (!ability?.oneImage) {
		throw new Refusal('badValue', 'this model_name takes no single image', 'image');
	}
	refuseTogether(received, 'negative_prompt', 'is not supported when image is set');
	if (textOf(received, 'image_reference') !== 'subject') {
		refuseTogether(received, 'human_fidelity', 'needs image_reference subject');
	}
	return { kind: 'edit', images: [image] };
}

function combination(
	received: Received,
	ability: Ability | undefined,
	subjects: Received['pictures'][string],
	images: Received['pictures'][string],
): Job {
	if (!ability?.severalImages) {
		throw new Refusal('badValue', 'this model_name takes no several images', 'subject_image_list');
	}
	if (subjects.length && images.length) {
		throw new Refusal('badValue', 'image does not go together with subject_image_list', 'image');
	}
	refuseTogether(received, 'negative_prompt', 'is not supported when images are set');
	const all = subjects.length ? subjects : images;
	if (all.length > 4) throw new Refusal('badValue', 'at most 4 subjects', 'subject_image_list');
	const [scene] = picturesOf(received, 'scene_image');
	const [style] = picturesOf(received, 'style_image');
	return { kind: 'combine', subjects: all, ...(scene && { scene }), ...(style && { style }) };
}

/** All four ratios are required, and the new area is at most three times the old (domain.md 1.5). */
function expansion(received: Received): Job {
	const [image, ...more] = picturesOf(received, ...singleImageFields);
	if (!image) throw new Refusal('missingPicture', 'image is required', 'image');
	if (more.length) throw new Refusal('badValue', 'an expansion takes one image', 'image');
	const contrary = ['subject_image_list', 'scene_image', 'style_image', 'element_list'];
	for (const name of [...contrary, 'aspect_ratio', 'resolution', 'size', 'negative_prompt']) {
		refuseTogether(received, name, 'does not go together with expansion ratios');
	}
	const [up, down, left, right] = sides.map((side) => {
		const ratio = numberOf(received, `${side}_expansion_ratio`);
		if (ratio !== undefined) return ratio;
		throw new Refusal(
			'missingField',
			`${side}_expansion_ratio is required`,
			`${side}_expansion_ratio`,
		);
	}) as [number, number, number, number];
	const ratios: ExpansionRatios = { up, down, left, right };
	const area = (1 + left + right) * (1 + up + down);
	if (area > maxArea) {
		throw new Refusal('badValue', 'the new picture is over 3 times the area', 'up_expansion_ratio');
	}
	if (area === 1) throw new Refusal('badValue', 'all expansion ratios are 0', 'up_expansion_ratio');
	return { kind: 'expand', image, ratios };
}
