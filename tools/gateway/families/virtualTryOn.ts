import { Refusal } from '../errors';
import { commonJsonFields } from './common';
import { picture, text, without } from './fields';
import { draft, picturesOf, type FamilyRules } from './family';
import { klingMaxPrompt, klingPictures } from './klingCommon';

/** No n, ratio, resolution or model_name here (seed 000, domain.md 1.7). */
export function virtualTryOn(): FamilyRules {
	const fields = without(commonJsonFields, 'n', 'quality');
	return {
		required: ['human_image', 'cloth_image'],
		editsOnly: true,
		// No aspect ratio is asked of these pictures (domain.md 1.8).
		policy: {
			formats: klingPictures.formats,
			maxBytes: klingPictures.maxBytes,
			minSide: 300,
			base64: 'bare',
		},
		fields: { ...fields, prompt: text(klingMaxPrompt), human_image: picture, cloth_image: picture },
		order(received) {
			const [human, cloth] = picturesOf(received, 'human_image', 'cloth_image');
			if (!human || !cloth) {
				throw new Refusal('missingPicture', 'human_image and cloth_image are required');
			}
			return draft(received, { job: { kind: 'tryOn', human, cloth } });
		},
	};
}
