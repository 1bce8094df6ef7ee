import { integer, oneOf } from '../families/fields';
import { fluxRatios } from '../families/fluxKontext';
import type { FamilyRules } from '../families/family';
import { Refusal } from '../errors';
import type { DialectRules } from './dialect';
import { newApiErrorBody, newApiErrors } from './relayErrors';
import { usageOf } from './usage';

const models = ['gpt-image-1', 'gpt-image-1-all', 'flux-kontext-pro', 'flux-kontext-max'];

/** Seed 001: one table of fields for GPT Image and FLUX, answered as a chat completion. */
export const gptplus: DialectRules = {
	id: 'gptplus',
	editsPath: '/images/edits',
	modelList: models,
	editsBody: ['multipart'],
	accept: 'application/json',
	defaultModel: { edits: 'gpt-image-1', generations: 'gpt-image-1' },
	servesModel: (model) => models.includes(model),
	adapt: (rules) => ({
		...rules,
		fields: { ...rules.fields, n: integer(1, 10), aspect_ratio: oneOf(...fluxRatios) },
		order: (received) => refuseBoth(rules.order(received)),
	}),
	errors: newApiErrors,
	errorBody: newApiErrorBody,
	answerShape({ model, responseFormat }) {
		if (model === 'gpt-image-1') return 'b64_json';
		const isFlux = model.startsWith('flux');
		return isFlux && responseFormat === 'b64_json' ? 'b64_json' : 'chatMarkdown';
	},
	envelope: (data, { model, prompt }, pictures, created) => ({
		created,
		data,
		...(model === 'gpt-image-1' && { usage: usageOf(prompt, pictures.length) }),
	}),
};

function refuseBoth(order: ReturnType<FamilyRules['order']>): ReturnType<FamilyRules['order']> {
	const { size, aspectRatio } = order.size;
	if (size && size !== 'auto' && aspectRatio) {
		throw new Refusal('badValue', 'size and aspect_ratio exclude each other', 'aspect_ratio');
	}
	return order;
}
