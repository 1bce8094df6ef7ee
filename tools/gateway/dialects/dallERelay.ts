import type { DialectRules } from './dialect';

export const dallERelayModels: readonly string[] = [
	'dall-e-2',
	'dall-e-3',
	'gpt-image-1',
	'gpt-image-1-mini',
	'gpt-image-1.5',
	'flux-kontext-pro',
	'flux-kontext-max',
];

/** Seeds 002 and 003 document dall-e-2; `model` may be absent. */
export const dallERelay = {
	editsBody: ['multipart'],
	defaultModel: { edits: 'dall-e-2', generations: 'dall-e-2' },
	servesModel: (model) => dallERelayModels.includes(model),
	answerShape: ({ responseFormat }) => responseFormat ?? 'url',
	envelope: (data, _order, _pictures, created) => ({ created, data }),
} satisfies Partial<DialectRules>;
