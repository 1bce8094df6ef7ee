import type { DialectRules } from './dialect';
import { dallERelay, dallERelayModels } from './dallERelay';
import { newApiErrorBody, newApiErrors } from './relayErrors';

/** Seed 003: no `model` among its fields. */
export const zhongzhuan: DialectRules = {
	...dallERelay,
	id: 'zhongzhuan',
	editsPath: '/images/edits',
	modelList: dallERelayModels,
	// Its own curl example sends an empty user.
	adapt: (rules) => ({
		...rules,
		fields: { ...rules.fields, user: { kind: 'text', maxLength: 256, mayBeEmpty: true } },
	}),
	errors: newApiErrors,
	errorBody: newApiErrorBody,
};
