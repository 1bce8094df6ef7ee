import { Refusal } from '../errors';
import type { Job } from '../order';
import { number, oneOf, picture, pictureList, pictures, pixelSize, text } from './fields';
import { draft, picturesOf, refuseTogether, sizeWish, textOf } from './family';
import type { FamilyRules, Received } from './family';
import { klingAbilities, type KlingAbility } from './klingAbilities';
import { klingFields, klingMaxPrompt, klingMaxReferences, klingPictures } from './klingCommon';
import { klingRatios, klingSingleImages } from './klingCommon';
import { expansionFields, expansionJob, isExpansion } from './klingExpansion';

export function klingImage(_model: string, modelName?: string): FamilyRules {
	const ability = klingAbilities[modelName ?? ''];
	const ratios =
		modelName === 'kling-v1' ? klingRatios.filter((ratio) => ratio !== '21:9') : klingRatios;
	return {
		required: ['model_name'],
		policy: klingPictures,
		fields: {
			...klingFields,
			model_name: oneOf(...Object.keys(klingAbilities)),
			negative_prompt: text(klingMaxPrompt),
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
			...expansionFields,
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

function jobOf(received: Received, ability: KlingAbility | undefined): Job {
	if (isExpansion(received)) return expansionJob(received);
	const subjects = picturesOf(received, 'subject_image_list');
	const images = picturesOf(received, ...klingSingleImages);
	if (subjects.length || images.length > 1) return combination(received, ability, subjects, images);
	for (const name of ['scene_image', 'style_image']) {
		refuseTogether(received, name, 'needs subject_image_list');
	}
	if (!textOf(received, 'prompt'))
		throw new Refusal('missingField', 'prompt is required', 'prompt');
	const [image] = images;
	const elements = (received.values.element_list as readonly string[] | undefined) ?? [];
	if (elements.length + images.length > klingMaxReferences) {
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
	ability: KlingAbility | undefined,
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
