import { Refusal, type ErrorTable } from '../errors';
import { has, type FamilyRules } from '../families/family';
import { without } from '../families/fields';
import { formModels } from '../families/ofModel';
import { usageOf } from './usage';
import type { DialectRules } from './dialect';

// The status as a code, and Bella's own words for the type (domain.md 6.4).
const illegal = { status: 400, code: '400', type: 'Illegal Argument' };
const unauthorised = { status: 401, code: '401', type: 'Unauthorized' };
const errors: ErrorTable = {
	missingKey: unauthorised,
	wrongKey: unauthorised,
	unknownPath: { status: 404, code: '404', type: 'Not Found' },
	wrongBody: illegal,
	unreadableBody: illegal,
	tooLarge: illegal,
	missingField: illegal,
	missingPicture: illegal,
	badValue: illegal,
	unknownField: illegal,
	duplicateField: illegal,
	badMimeType: illegal,
	badPicture: illegal,
	unknownTask: { status: 404, code: '404', type: 'Not Found' },
	duplicateTask: illegal,
	tooFast: { status: 429, code: '429', type: 'Too Many Requests' },
	unknownModel: { status: 404, code: '404', type: 'Illegal Argument' },
	broken: { status: 503, code: '503', type: 'Channel Exception' },
};

const inputs = ['image', 'image_url', 'image_b64_json'] as const;

/** Seed 004: the picture comes as a file, as a URL or as base64: exactly one of the three. */
export const bella: DialectRules = {
	id: 'bella',
	editsPath: '/images/edits',
	modelList: [...formModels, 'doubao-seedream-4-0-250828'],
	editsBody: ['multipart'],
	defaultModel: { edits: 'dall-e-2', generations: 'dall-e-2' },
	servesModel: () => true,
	adapt: (rules, model, body) => (body === 'multipart' ? oneOfThree(rules, model) : rules),
	errors,
	errorBody: ({ kind, message }) => {
		const { status, code, type } = errors[kind];
		return { error: { code, httpCode: status, message, type } };
	},
	answerShape: ({ responseFormat }) => responseFormat ?? 'url',
	envelope(entries, order, pictures, created) {
		const [first] = pictures;
		const size = first ? `${first.width}x${first.height}` : '';
		const quality = order.quality ?? 'high';
		return {
			background: order.output.transparent ? 'transparent' : 'opaque',
			created,
			data: entries.map((entry) => ({
				b64_json: '',
				url: '',
				...entry,
				revised_prompt: order.prompt,
				output_format: order.output.format,
				quality,
				size,
			})),
			usage: { num: entries.length, size, quality, ...usageOf(order.prompt, entries.length) },
		};
	},
};

function oneOfThree(rules: FamilyRules, model: string): FamilyRules {
	const fields = without(rules.fields, 'images', 'image_list', 'image_urls');
	const max = model === 'dall-e-2' ? 1 : 16;
	return {
		...rules,
		// Other text fields go to extra_body there; dall-e-2 has no use for any.
		open: model !== 'dall-e-2',
		required: ['prompt'],
		fields: {
			...fields,
			// Bella asks every channel in this way, whatever the supplier would say.
			response_format: { kind: 'oneOf', values: ['url', 'b64_json'] },
			image: { kind: 'pictures', sources: ['file'], max },
			image_url: { kind: 'pictures', sources: ['url'], max },
			image_b64_json: { kind: 'pictures', sources: ['base64'], max },
			mask: { kind: 'picture', sources: ['file'] },
		},
		order(received) {
			const given = inputs.filter((name) => has(received, name));
			if (given.length !== 1) {
				const found = given.length ? given.join(', ') : '无';
				throw new Refusal(
					'missingPicture',
					`请求参数格式错误，请使用以下支持的图像上传方式之一：文件上传、URL、base64 (${found})`,
				);
			}
			const draft = rules.order(received);
			const responseFormat = received.values.response_format as 'url' | 'b64_json' | undefined;
			return { ...draft, responseFormat: responseFormat ?? 'url' };
		},
	};
}
