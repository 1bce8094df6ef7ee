import { chatCompletions, generateContent, openRouterImages } from './orderBody';
import type { GatewayEntry } from './types';

const common = {
	editPath: '/images/edits',
	generatePath: '/images/generations',
	modelsPath: '/models',
	// Qiniu and sub2api; Prism and FrostFox; Kling itself. No seed names a route of its own.
	taskPaths: ['/images/tasks/{taskId}', '/tasks/{taskId}', '{orderPath}/{taskId}'],
	pictureFields: { file: 'image' },
	modelRequired: false,
} as const;

export const gateways = [
	{
		...common,
		id: 'aiid',
		label: 'AIID',
		baseUrl: 'https://api.aiid.edu.kg/v1',
		editBody: 'json',
		modelRequired: true,
		documentedModels: [
			...['', '-pro', '-pro-2k', '-pro-4k', '-2', '-2-2k', '-2-4k'].map(
				(end) => `nano-banana${end}`,
			),
			'doubao-seedream-3-0-t2i-250415',
			'doubao-seedream-4-0-250828',
			'doubao-seedream-4-5-251128',
			'doubao-seedream-5-0-260128',
			'kling-image',
			'kling-omni-image',
			'kolors-virtual-try-on-v1',
			'kolors-virtual-try-on-v1-5',
			'dall-e-2',
		],
		notes: ['Images travel as URL or base64 text in the field of the model.'],
		source: 'seed 000',
	},
	{
		...common,
		id: 'bella',
		label: 'Bella OpenAPI',
		editBody: 'multipart',
		// Exactly one of the three may be sent; the default channel takes files only.
		pictureFields: { file: 'image', url: 'image_url', base64: 'image_b64_json' },
		documentedModels: ['dall-e-2'],
		notes: [
			'Exactly one of image, image_url and image_b64_json is sent, by the mode of the image; mixed modes go as files.',
		],
		source: 'seed 004; LianjiaTech/bella-openapi@219850e6',
	},
	{
		...common,
		id: 'chatCompletions',
		label: 'Chat Completions',
		editPath: '/chat/completions',
		generatePath: '/chat/completions',
		order: chatCompletions,
		editBody: 'json',
		modelRequired: true,
		notes: [
			'For relays that draw in a chat only. It has places for prompt, images, Aspect Ratio and Image Size; a mask and the like stop before paying.',
		],
		source: 'openrouter.ai/docs/features/multimodal/image-generation; QuantumNous/new-api',
	},
	{
		...common,
		id: 'dddai',
		label: 'dddai',
		baseUrl: 'https://dddai.dev/v1',
		editPath: '/images/edits/',
		editBody: 'multipart',
		documentedModels: ['dall-e-2'],
		notes: ['The path of an edit ends in a slash.'],
		source: 'seed 002',
	},
	{
		...common,
		id: 'gemini',
		label: 'Google Gemini',
		baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
		version: 'v1beta',
		keyHeader: 'x-goog-api-key',
		listsModels: true,
		editPath: '/models/{model}:generateContent',
		generatePath: '/models/{model}:generateContent',
		order: generateContent,
		editBody: 'json',
		modelRequired: true,
		notes: [
			"Google's own call, also at relays. It has places for prompt, images, Aspect Ratio and Image Size; a mask, Number of Images and the like stop before paying.",
		],
		source: 'ai.google.dev/gemini-api/docs/image-generation',
	},
	{
		...common,
		id: 'gptplus',
		label: 'GPTPlus',
		baseUrl: 'https://az.gptplus5.com/v1',
		editBody: 'multipart',
		noOtherModels: true,
		documentedModels: ['gpt-image-1', 'gpt-image-1-all', 'flux-kontext-pro', 'flux-kontext-max'],
		notes: ['One image goes as image, two and more as image[].'],
		source: 'seed 001',
	},
	{
		...common,
		id: 'openAiCompatible',
		label: 'OpenAI-Compatible',
		editBody: 'model',
		notes: [
			'Multipart for GPT Image, FLUX Kontext, DALL·E and generic models, JSON for the others.',
		],
		source: 'openai/openai-node:src/resources/images.ts@7b7d6ca',
	},
	{
		...common,
		id: 'openRouter',
		label: 'OpenRouter',
		baseUrl: 'https://openrouter.ai/api/v1',
		listsModels: true,
		editPath: '/images',
		generatePath: '/images',
		modelsPath: '/images/models',
		order: openRouterImages,
		editBody: 'json',
		modelRequired: true,
		notes: ['Images go as input_references; the charge comes back with the image.'],
		source: 'openrouter.ai/docs/api-reference/images',
	},
	{
		...common,
		id: 'zhongzhuan',
		label: 'Zhongzhuan',
		baseUrl: 'https://api.zhongzhuan.chat/v1',
		editBody: 'multipart',
		notes: ['The model is sent only when one is chosen.'],
		source: 'seed 003',
	},
] as const satisfies readonly GatewayEntry[];

export type GatewayId = (typeof gateways)[number]['id'];

/**
 * @param id a gateway's id, as the credential holds it
 * @throws Error when there is no such gateway
 */
export function gatewayById(id: GatewayId): GatewayEntry {
	const entry = gateways.find((gateway) => gateway.id === id);
	if (!entry) throw new Error(`Unknown gateway "${id}"`);
	return entry;
}
