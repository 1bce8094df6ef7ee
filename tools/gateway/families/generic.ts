import { mebibyte } from './common';
import { flag, integer, oneOf, picture, pictureList, pictures, text } from './fields';
import { draft, picturesOf, type FamilyRules } from './family';
import { editJob } from './openAiImages';

/** A model nobody has described: what is known is checked, the rest is let through. */
export function generic(): FamilyRules {
	return {
		open: true,
		required: ['prompt'],
		policy: { formats: ['png', 'jpeg', 'webp'], maxBytes: 64 * mebibyte, base64: 'either' },
		fields: {
			prompt: text(32_000),
			image: pictures(16),
			image_url: picture,
			image_urls: pictures(16),
			image_list: pictureList('image', 16),
			mask: picture,
			n: integer(1, 10),
			response_format: oneOf('url', 'b64_json'),
			output_format: oneOf('png', 'jpeg', 'webp'),
			output_compression: integer(0, 100),
			stream: flag,
			partial_images: integer(0, 3),
		},
		order(received) {
			const more = picturesOf(received, 'image_urls', 'image_list');
			const job = editJob(received);
			if (job.kind === 'edit') {
				return draft(received, { job: { ...job, images: [...job.images, ...more] } });
			}
			return draft(received, {
				job: more.length ? { kind: 'edit', images: more } : { kind: 'generate' },
			});
		},
	};
}
