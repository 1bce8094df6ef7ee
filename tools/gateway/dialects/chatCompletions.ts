import * as z from 'zod/v4';
import { Refusal } from '../errors';
import type { DialectRules } from './dialect';
import { newApiErrorBody, newApiErrors } from './relayErrors';
import { inOwnWay } from './ownWay';
import { readStrictly } from './readStrictly';

const words = z.strictObject({ type: z.literal('text'), text: z.string().min(1) });
export const imageUrlPart = z.strictObject({
	type: z.literal('image_url'),
	image_url: z.strictObject({ url: z.string().regex(/^(https?:\/\/|data:image\/\w+;base64,)/) }),
});
const body = z.strictObject({
	model: z.string().min(1),
	messages: z
		.array(
			z.strictObject({
				role: z.literal('user'),
				content: z.union([z.string().min(1), z.array(z.union([words, imageUrlPart])).min(1)]),
			}),
		)
		.length(1),
	modalities: z.array(z.enum(['image', 'text'])).refine((all) => all.includes('image')),
	image_config: z
		.strictObject({
			aspect_ratio: z
				.string()
				.regex(/^\d+:\d+$/)
				.optional(),
			image_size: z.enum(['1K', '2K', '4K']).optional(),
		})
		.optional(),
	seed: z.int().optional(),
	stream: z.boolean().optional(),
	user: z.string().optional(),
});

const models = ['gemini-3-pro-image', 'gemini-2.5-flash-image', 'gpt-4o-image'];

/** Pictures by chat: OpenRouter's older way, and that of new-api's relays. */
export const chatCompletions: DialectRules = {
	id: 'chatCompletions',
	editsPath: '/chat/completions',
	modelList: models,
	listBody: () => ({
		object: 'list',
		data: [...models, 'gpt-5', 'claude-sonnet-5'].map((id) => ({ id, object: 'model' })),
	}),
	editsBody: ['json'],
	servesModel: (model) => !/try-on|^dall-e/.test(model),
	ownBody(values) {
		const { image_config: config, messages, model, stream } = readStrictly(body, values);
		const given = messages[0]?.content ?? [];
		const content = typeof given === 'string' ? [{ type: 'text' as const, text: given }] : given;
		const text = content.flatMap((part) => (part.type === 'text' ? part.text : []));
		if (text.length === 0) throw new Refusal('missingField', 'messages has no text', 'messages');
		const pictures = content.flatMap((part) =>
			part.type === 'image_url' ? part.image_url.url : [],
		);
		return {
			model,
			prompt: text.join('\n'),
			...(pictures.length > 0 && { image: pictures }),
			...(config?.aspect_ratio && { aspect_ratio: config.aspect_ratio }),
			...(config?.image_size && { resolution: config.image_size }),
			...(stream !== undefined && { stream }),
		};
	},
	adapt: inOwnWay,
	errors: newApiErrors,
	errorBody: newApiErrorBody,
	answerShape: () => 'b64_json',
	envelope: (_entries, { model, prompt }, pictures, created) => ({
		id: 'chatcmpl-local',
		object: 'chat.completion',
		created,
		model,
		choices: [
			{
				index: 0,
				message: {
					role: 'assistant',
					content: 'Here is your picture.',
					images: pictures.map(({ base64, mimeType }) => ({
						type: 'image_url',
						image_url: { url: `data:${mimeType};base64,${base64()}` },
					})),
				},
				finish_reason: 'stop',
			},
		],
		usage: {
			prompt_tokens: Math.ceil(prompt.length / 4),
			completion_tokens: 1290 * pictures.length,
			total_tokens: Math.ceil(prompt.length / 4) + 1290 * pictures.length,
		},
	}),
};
