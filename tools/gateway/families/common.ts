import { httpUrl, integer, oneOf, pattern, text, type FieldRules } from './fields';

export const mebibyte = 1024 * 1024;

/** The fields that every JSON order may carry (seed 000, common parameters). */
export const commonJsonFields: FieldRules = {
	prompt: text(32_000),
	n: integer(1, 10),
	response_format: oneOf('url', 'b64_json'),
	quality: text(40),
	user: text(256),
	callback_url: httpUrl,
	external_task_id: text(256),
};

export const sizeOrTier = pattern(
	/^([1-9]\d{1,4}x[1-9]\d{1,4}|[1-4]K|auto)$/,
	'WIDTHxHEIGHT, a tier such as 2K, or auto',
);
