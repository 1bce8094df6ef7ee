import * as z from 'zod/v4';
import { Refusal, type ErrorTable } from '../errors';
import type { Order } from '../order';
import type { MadePicture } from '../../painter/commission';
import type { DialectRules } from './dialect';
import { inOwnWay } from './ownWay';
import { readStrictly } from './readStrictly';
import { usageOf } from './usage';

const row = (status: number, code: string) => ({ status, code, type: '' });
const invalid = row(400, 'INVALID_ARGUMENT');
const errors: ErrorTable = {
	missingKey: row(403, 'PERMISSION_DENIED'),
	wrongKey: invalid,
	unknownPath: row(404, 'NOT_FOUND'),
	wrongBody: invalid,
	unreadableBody: invalid,
	tooLarge: row(413, 'INVALID_ARGUMENT'),
	missingField: invalid,
	missingPicture: invalid,
	badValue: invalid,
	unknownField: invalid,
	duplicateField: invalid,
	badMimeType: invalid,
	badPicture: invalid,
	unknownModel: row(404, 'NOT_FOUND'),
	unknownTask: row(404, 'NOT_FOUND'),
	duplicateTask: invalid,
	tooFast: row(429, 'RESOURCE_EXHAUSTED'),
	broken: row(500, 'INTERNAL'),
};

const ratios = [
	'1:1',
	'2:3',
	'3:2',
	'3:4',
	'4:3',
	'4:5',
	'5:4',
	'9:16',
	'16:9',
	'21:9',
	'1:4',
	'4:1',
	'1:8',
	'8:1',
];
const text = z.strictObject({ text: z.string().min(1) });
const mimeType = z.enum(['image/png', 'image/jpeg', 'image/webp']);
const data = z.base64().min(1);
// Google reads the names of its fields in both spellings.
const picture = z.union([
	z.strictObject({ inline_data: z.strictObject({ mime_type: mimeType, data }) }),
	z.strictObject({ inlineData: z.strictObject({ mimeType, data }) }),
]);
const body = z.strictObject({
	// The address says it already; Google's own definition of the request has it, too.
	model: z.string().optional(),
	contents: z
		.array(
			z.strictObject({
				role: z.literal('user').optional(),
				parts: z.array(z.union([text, picture])).min(1),
			}),
		)
		.length(1),
	generationConfig: z.strictObject({
		responseModalities: z.array(z.enum(['TEXT', 'IMAGE'])).refine((all) => all.includes('IMAGE')),
		imageConfig: z
			.strictObject({
				aspectRatio: z.enum(ratios).optional(),
				imageSize: z.enum(['512', '1K', '2K', '4K']).optional(),
			})
			.optional(),
		seed: z.int().optional(),
		temperature: z.number().min(0).max(2).optional(),
	}),
});

const models = [
	'gemini-nano-banana-2.1',
	'gemini-3-pro-image',
	'gemini-3.1-flash-lite-image',
	'gemini-3.1-flash-image',
	'gemini-2.5-flash-image',
];
const relayNames = /^(gemini-.*(image|banana)|nano-banana)/;

/** Google's own call (ai.google.dev/gemini-api/docs/image-generation), as relays serve it too. */
export const gemini: DialectRules = {
	id: 'gemini',
	version: 'v1beta',
	editsPath: '/models/{model}:generateContent',
	keyHeader: 'x-goog-api-key',
	keyParameter: 'key',
	modelList: models,
	listBody: () => ({
		models: [...models, 'gemini-3-flash', 'text-embedding-004'].map((id) => ({
			name: `models/${id}`,
			supportedGenerationMethods: [id.startsWith('text') ? 'embedContent' : 'generateContent'],
		})),
	}),
	editsBody: ['json'],
	servesModel: (model) => relayNames.test(model),
	ownBody(values) {
		const { contents, generationConfig } = readStrictly(body, values);
		const parts = contents[0]?.parts ?? [];
		const words = parts.flatMap((part) => ('text' in part ? part.text : []));
		if (words.length === 0) throw new Refusal('missingField', 'contents has no text', 'contents');
		const pictures = parts.flatMap((part) => {
			if ('text' in part) return [];
			const { type, data: base64 } =
				'inlineData' in part
					? { type: part.inlineData.mimeType, data: part.inlineData.data }
					: { type: part.inline_data.mime_type, data: part.inline_data.data };
			return `data:${type};base64,${base64}`;
		});
		const { aspectRatio, imageSize } = generationConfig.imageConfig ?? {};
		return {
			prompt: words.join('\n'),
			...(pictures.length > 0 && { image: pictures }),
			...(aspectRatio && { aspect_ratio: aspectRatio }),
			...(imageSize && { resolution: imageSize }),
		};
	},
	adapt: inOwnWay,
	errors,
	errorBody: ({ kind, message }) => {
		const { code: status, status: code } = errors[kind];
		return { error: { code, message, status } };
	},
	answerShape: () => 'b64_json',
	envelope: (_entries, order, pictures) => ({
		candidates: pictures.map((made, index) => candidate(order, made, index)),
		modelVersion: order.model,
		usageMetadata: usageMetadata(usageOf(order.prompt, pictures.length)),
	}),
};

/** Google's own names (ai.google.dev/api/generate-content#UsageMetadata). */
const usageMetadata = (usage: ReturnType<typeof usageOf>) => ({
	promptTokenCount: usage.input_tokens,
	candidatesTokenCount: usage.output_tokens,
	totalTokenCount: usage.total_tokens,
	promptTokensDetails: [
		{ modality: 'TEXT', tokenCount: usage.input_tokens_details.text_tokens },
		{ modality: 'IMAGE', tokenCount: usage.input_tokens_details.image_tokens },
	],
	candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: usage.output_tokens }],
});

function candidate(order: Order, { base64, mimeType }: MadePicture, index: number): object {
	const parts = [
		{ text: `Here is your picture of: ${order.prompt.slice(0, 40)}` },
		{ inlineData: { mimeType, data: base64() } },
	];
	return { index, content: { role: 'model', parts }, finishReason: 'STOP' };
}
