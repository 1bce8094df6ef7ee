import type { Dialect } from '../../../tools/gateway/vocabulary';
import type { Answer } from './referenceClient';

/** What a request as a whole is refused for: no field of it is named. */
const ofNoField =
	/api_key|unknown_url|invalid_body|unsupported_content_type|request_too_large|not_found$/;

/** The error body as the dialect's documents show it, with all of its keys and no other. */
export function expectShape(dialect: Dialect, answer: Answer): void {
	const { error } = answer.data;
	expect(Object.keys(answer.data)).toEqual(['error']);
	expect(answer.headers['x-request-id']).toMatch(/^req_/);
	const message = expect.stringMatching(/./);
	const code = expect.any(String);
	if (dialect === 'aiid') expect(error).toEqual({ code, message });
	if (dialect === 'bella') {
		const { status } = answer;
		expect(error).toEqual({ code: String(status), httpCode: status, message, type: message });
	}
	if (dialect === 'openai') {
		expect(error).toEqual({
			message,
			type: message,
			// The field that the message is about.
			param: ofNoField.test(error.code) ? error.param : expect.any(String),
			code: message,
		});
		// A picture is named by its part of the form, which not every message repeats.
		if (error.param !== null && error.code !== 'invalid_image_file')
			expect(error.message).toContain(error.param);
	}
	if (['gptplus', 'dddai', 'zhongzhuan'].includes(dialect)) {
		expect(error.message).toMatch(/\(request id: req_.+\)$/);
		expect(error).toMatchObject({ type: message, code });
	}
}

export const formEdits: Readonly<Record<string, string>> = {
	gptplus: '/images/edits',
	dddai: '/images/edits/',
	zhongzhuan: '/images/edits',
	bella: '/images/edits',
	openai: '/images/edits',
};
