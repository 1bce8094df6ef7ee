import * as z from 'zod/v4';
import type { ErrorTable } from '../errors';
import { imageUrlPart } from './chatCompletions';
import type { DialectRules } from './dialect';
import { openai } from './openai';
import { inOwnWay } from './ownWay';
import { readStrictly } from './readStrictly';
import { usageOf } from './usage';

const errors: ErrorTable = {
	...openai.errors,
	missingKey: { status: 401, code: '401', type: '' },
	wrongKey: { status: 401, code: '401', type: '' },
	unknownModel: { status: 400, code: '400', type: '' },
};

const body = z.strictObject({
	model: z.string().min(1),
	prompt: z.string().min(1),
	input_references: z.array(imageUrlPart).min(1).max(16).optional(),
	n: z.int().min(1).max(10).optional(),
	size: z
		.string()
		.regex(/^(\d+x\d+|auto|\d(\.\d)?K)$/)
		.optional(),
	aspect_ratio: z
		.string()
		.regex(/^(\d+:\d+|auto)$/)
		.optional(),
	resolution: z.enum(['512', '1K', '2K', '4K']).optional(),
	quality: z.string().min(1).optional(),
	output_format: z.enum(['png', 'jpeg', 'webp', 'gif', 'svg']).optional(),
	output_compression: z.int().min(0).max(100).optional(),
	background: z.enum(['auto', 'transparent', 'opaque']).optional(),
	seed: z.int().optional(),
	stream: z.boolean().optional(),
	user: z.string().optional(),
	provider: z.record(z.string(), z.unknown()).optional(),
});

const models = ['google/gemini-3-pro-image', 'openai/gpt-image-2', 'black-forest-labs/flux.2-pro'];
const pricePerPicture = 0.039;

/** OpenRouter's own images API: one path for edits and generations, the charge in the answer. */
export const openRouter: DialectRules = {
	id: 'openRouter',
	editsPath: '/images',
	modelsPath: '/images/models',
	modelList: models,
	listBody: () => ({
		data: models.map((id) => ({
			id,
			architecture: { input_modalities: ['text', 'image'], output_modalities: ['image'] },
			supported_parameters: { aspect_ratio: { type: 'enum', values: ['1:1', '16:9'] } },
		})),
	}),
	editsBody: ['json'],
	servesModel: (model) => !model.includes('try-on'),
	ownBody(values) {
		const { input_references: references, ...given } = readStrictly(body, values);
		const pictures = references?.map((part) => part.image_url.url);
		const forOthers = ['provider'];
		const rest = Object.entries(given).filter(([name]) => !forOthers.includes(name));
		return { ...Object.fromEntries(rest), ...(pictures && { image: pictures }) };
	},
	adapt: inOwnWay,
	errors,
	errorBody: ({ kind, message }) => ({ error: { code: errors[kind].status, message } }),
	answerShape: () => 'b64_json',
	envelope: (entries, { prompt }, pictures, created) => ({
		created,
		data: entries,
		usage: {
			...usageOf(prompt, pictures.length),
			cost: Number((pricePerPicture * pictures.length).toFixed(6)),
		},
	}),
};
