import { Refusal } from '../errors';
import { integer, oneOf, pictureList } from './fields';
import { draft, numberOf, picturesOf, sizeWish, textOf } from './family';
import type { FamilyRules, Received } from './family';
import { klingFields, klingMaxReferences, klingPictures, klingRatios } from './klingCommon';

const modelNames = ['kling-image-o1', 'kling-v3-omni'] as const;
const usualSeries = 4;

export function klingOmni(_model: string, modelName?: string): FamilyRules {
	const isV3 = modelName === 'kling-v3-omni';
	return {
		required: ['model_name', 'prompt'],
		policy: klingPictures,
		fields: {
			...klingFields,
			model_name: oneOf(...modelNames),
			image_list: pictureList('image', klingMaxReferences),
			element_list: { kind: 'elementList' },
			// 4k is v3-omni's alone; sources disagree on its letter case (domain.md 1.6).
			resolution: oneOf('1k', '2k', ...(isV3 ? ['4k', '4K'] : [])),
			aspect_ratio: oneOf(...klingRatios, 'auto'),
			...(isV3 && { result_type: oneOf('single', 'series'), series_amount: integer(2, 9) }),
		},
		order(received) {
			const images = picturesOf(received, 'image_list');
			const elements = (received.values.element_list as readonly string[] | undefined) ?? [];
			if (images.length + elements.length > klingMaxReferences) {
				throw new Refusal('badValue', 'at most 10 images and elements together', 'image_list');
			}
			const wish = sizeWish(received);
			if (!isV3 && wish.aspectRatio === 'auto' && images.length === 0) {
				throw new Refusal('badValue', 'auto needs an image on this model_name', 'aspect_ratio');
			}
			const series = textOf(received, 'result_type') === 'series';
			return draft(received, {
				job: images.length ? { kind: 'edit', images } : { kind: 'generate' },
				size: wish.aspectRatio || images.length ? wish : { ...wish, aspectRatio: '16:9' },
				series,
				count: countOf(received, series),
			});
		},
	};
}

/** `n` has no effect on a series (domain.md 1.6). */
function countOf(received: Received, series: boolean): number {
	return series
		? (numberOf(received, 'series_amount') ?? usualSeries)
		: (numberOf(received, 'n') ?? 1);
}
