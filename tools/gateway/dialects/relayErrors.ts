import type { ErrorRow, ErrorTable, Refusal } from '../errors';

const invalid = (code: string): ErrorRow => ({ status: 400, code, type: 'invalid_request_error' });

/** The new-api family passes the supplier's 400s on, and answers its own findings like this. */
export const newApiErrors: ErrorTable = {
	missingKey: { status: 401, code: '', type: 'new_api_error' },
	wrongKey: { status: 401, code: '', type: 'new_api_error' },
	unknownPath: { status: 404, code: '', type: 'invalid_request_error' },
	// Client mistakes that come back as 500 (domain.md 6.2).
	wrongBody: { status: 500, code: 'invalid_request', type: 'new_api_error' },
	unreadableBody: { status: 500, code: 'invalid_request', type: 'new_api_error' },
	missingPicture: { status: 500, code: 'convert_request_failed', type: 'new_api_error' },
	tooLarge: { status: 413, code: 'read_request_body_failed', type: 'new_api_error' },
	missingField: invalid('missing_required_parameter'),
	badValue: invalid('invalid_value'),
	unknownField: invalid('unknown_parameter'),
	duplicateField: invalid('duplicate_parameter'),
	badMimeType: invalid('unsupported_file_mimetype'),
	badPicture: invalid('invalid_image_file'),
	// No channel for the model in the key's group: permanent in spite of the 503.
	unknownModel: { status: 503, code: 'model_not_found', type: 'new_api_error' },
	unknownTask: { status: 404, code: 'task_not_exist', type: 'new_api_error' },
	duplicateTask: invalid('1201'),
	tooFast: { status: 429, code: 'rate_limit_exceeded', type: 'new_api_error' },
	broken: { status: 500, code: 'do_request_failed', type: 'new_api_error' },
};

/** `param` is missing when the authentication or distribution layer answers (domain.md 6.2). */
export function newApiErrorBody(refusal: Refusal, requestId: string): object {
	const { code, type } = newApiErrors[refusal.kind];
	const message = `${refusal.message} (request id: ${requestId})`;
	const isOwn = type === 'new_api_error';
	return { error: { message, type, ...(!isOwn && { param: refusal.field ?? '' }), code } };
}

/** one-api answers the same mistakes with 400, and appends the request id, too (domain.md 6.1). */
export const oneApiErrors: ErrorTable = {
	...newApiErrors,
	missingKey: { status: 401, code: '', type: 'one_api_error' },
	wrongKey: { status: 401, code: '', type: 'one_api_error' },
	wrongBody: { status: 400, code: 'invalid_request', type: 'one_api_error' },
	unreadableBody: { status: 400, code: 'invalid_request', type: 'one_api_error' },
	missingPicture: invalid('missing_required_parameter'),
	unknownModel: { status: 503, code: 'model_not_found', type: 'one_api_error' },
	unknownTask: { status: 404, code: 'task_not_exist', type: 'one_api_error' },
	tooFast: { status: 429, code: 'rate_limit_exceeded', type: 'one_api_error' },
	broken: { status: 500, code: 'do_request_failed', type: 'one_api_error' },
};

export function oneApiErrorBody(refusal: Refusal, requestId: string): object {
	const { code, type } = oneApiErrors[refusal.kind];
	const message = `${refusal.message} (request id: ${requestId})`;
	return { error: { message, type, param: refusal.field ?? '', code } };
}
