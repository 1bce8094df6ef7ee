import type { ErrorRow, ErrorTable } from '../errors';
import { formModels, jsonModels, newerModels } from '../families/ofModel';
import { oneOf } from '../families/fields';
import type { DialectRules } from './dialect';
import { usageOf } from './usage';

const invalid = (code: string): ErrorRow => ({ status: 400, code, type: 'invalid_request_error' });

const errors: ErrorTable = {
	missingKey: { status: 401, code: 'missing_api_key', type: 'invalid_request_error' },
	wrongKey: { status: 401, code: 'invalid_api_key', type: 'invalid_request_error' },
	unknownPath: { status: 404, code: 'unknown_url', type: 'invalid_request_error' },
	wrongBody: invalid('unsupported_content_type'),
	unreadableBody: invalid('invalid_body'),
	tooLarge: { status: 413, code: 'request_too_large', type: 'invalid_request_error' },
	missingField: invalid('missing_required_parameter'),
	missingPicture: invalid('missing_required_parameter'),
	badValue: invalid('invalid_value'),
	unknownField: invalid('unknown_parameter'),
	duplicateField: invalid('duplicate_parameter'),
	badMimeType: invalid('unsupported_file_mimetype'),
	badPicture: invalid('invalid_image_file'),
	unknownModel: { status: 404, code: 'model_not_found', type: 'invalid_request_error' },
	unknownTask: { status: 404, code: 'task_not_found', type: 'invalid_request_error' },
	duplicateTask: invalid('1201'),
	tooFast: { status: 429, code: 'rate_limit_exceeded', type: 'requests' },
	broken: { status: 500, code: 'server_error', type: 'server_error' },
};

/** Of the model that writes an SVG, apart from that which draws. */
const svgUsage = {
	model: 'gpt-5',
	input_tokens: 1400,
	output_tokens: 5200,
	reasoning_tokens: 900,
	total_tokens: 6600,
};

const isGptImage = (model: string) => /^(gpt-image|chatgpt-image)/.test(model);

/** OpenAI's images API, and around it a relay that takes the JSON families, too. */
export const openai: DialectRules = {
	id: 'openai',
	editsPath: '/images/edits',
	modelList: [
		...formModels.filter((model) => model !== 'gpt-image-1-all'),
		...jsonModels,
		...newerModels,
	],
	editsBody: ['multipart', 'json'],
	takesNulls: true,
	// Its own SDK names the only quality that dall-e-2 has.
	adapt: (rules, model) =>
		model === 'dall-e-2'
			? { ...rules, fields: { ...rules.fields, quality: oneOf('standard') } }
			: rules,
	// domain.md 4.1 and 4.2
	defaultModel: { edits: 'gpt-image-1.5', generations: 'dall-e-2' },
	servesModel: () => true,
	errors,
	errorBody: ({ kind, message, field }) => {
		const { code, type } = errors[kind];
		return { error: { message, type, param: field ?? null, code } };
	},
	answerShape: ({ responseFormat }) => responseFormat ?? 'url',
	envelope(entries, order, pictures, created) {
		const revised = entries.map((entry) => ({ ...entry, revised_prompt: order.prompt }));
		if (!isGptImage(order.model)) return { created, data: revised };
		const [first] = pictures;
		return {
			created,
			background: order.output.transparent ? 'transparent' : 'opaque',
			data: revised,
			output_format: order.output.format,
			quality: order.quality ?? 'high',
			...(first && { size: `${first.width}x${first.height}` }),
			usage: usageOf(order.prompt, entries.length),
			...(order.output.format === 'svg' && { svg_usage: svgUsage }),
		};
	},
};
