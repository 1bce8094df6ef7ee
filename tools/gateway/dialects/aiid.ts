import type { ErrorTable } from '../errors';
import { jsonModels } from '../families/ofModel';
import type { DialectRules } from './dialect';

const models = [...jsonModels, 'dall-e-2'];

// The statuses and the shape that its conventions page names: no type, no param (domain.md 0.1).
const invalid = { status: 400, code: 'invalid_request', type: '' };
const errors: ErrorTable = {
	missingKey: { status: 401, code: 'unauthorized', type: '' },
	wrongKey: { status: 401, code: 'unauthorized', type: '' },
	unknownPath: { status: 404, code: 'not_found', type: '' },
	wrongBody: invalid,
	unreadableBody: invalid,
	tooLarge: invalid,
	missingField: invalid,
	missingPicture: invalid,
	badValue: invalid,
	unknownField: invalid,
	duplicateField: invalid,
	badMimeType: invalid,
	badPicture: invalid,
	unknownModel: { status: 400, code: 'model_not_found', type: '' },
	unknownTask: { status: 404, code: 'not_found', type: '' },
	// Kling's code for a bad parameter (domain.md 1.9).
	duplicateTask: { status: 400, code: '1201', type: '' },
	tooFast: { status: 429, code: 'rate_limit_exceeded', type: '' },
	broken: { status: 500, code: 'internal_error', type: '' },
};

/** Seed 000: JSON alone, with one router over the vendors' own fields. */
export const aiid: DialectRules = {
	id: 'aiid',
	editsPath: '/images/edits',
	modelList: models,
	editsBody: ['json'],
	servesModel: (model) => models.includes(model),
	errors,
	errorBody: ({ kind, message }) => ({ error: { code: errors[kind].code, message } }),
	answerShape: ({ responseFormat }) => responseFormat ?? 'url',
	envelope: (data, _order, _pictures, created) => ({ created, data }),
};
