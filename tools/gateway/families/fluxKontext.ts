import { mebibyte } from './common';
import { integer, oneOf, picture, pictures, text } from './fields';
import { draft, type FamilyRules } from './family';
import { editJob } from './openAiImages';

export const fluxRatios = [
	'21:9',
	'16:9',
	'4:3',
	'3:2',
	'1:1',
	'2:3',
	'3:4',
	'9:16',
	'9:21',
] as const;

/** Seed 001; safety_tolerance, seed and output_format are other relays' additions (domain.md 5). */
export function fluxKontext(): FamilyRules {
	return {
		required: ['prompt', 'image'],
		policy: { formats: ['png', 'jpeg', 'webp'], maxBytes: 20 * mebibyte, base64: 'either' },
		fields: {
			prompt: text(32_000),
			image: pictures(4),
			mask: picture,
			n: integer(1, 10),
			aspect_ratio: oneOf(...fluxRatios),
			response_format: oneOf('url', 'b64_json'),
			quality: oneOf('auto'),
			safety_tolerance: integer(0, 6),
			seed: integer(0, 4_294_967_295),
			output_format: oneOf('jpeg', 'png'),
			user: text(256),
		},
		order: (received) => draft(received, { job: editJob(received) }),
	};
}
