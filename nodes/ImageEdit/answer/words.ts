import type { JsonObject } from '../shared/json';
import { isJsonObject, textOf } from '../shared/json';
import { withoutThoughts } from './links';
import { readErrorBody } from './reportedError';

/** Ends that say nothing. */
const usualEnd = /^(stop|end_turn|length|null|completed?|finish(ed)?|success|unspecified)?$/i;

/**
 * What a model or a gateway said in words: a refusal, or why there is no image. Sources: the chat, Responses
 * and Gemini APIs; MiniMax (`base_resp`).
 * @returns an empty text where nothing was said
 */
export function wordsOf(bodies: readonly unknown[]): string {
	const said = bodies.flatMap((body) =>
		typeof body === 'string' ? [body] : isJsonObject(body) ? wordsIn(body) : [],
	);
	const words = said.map((text) => withoutThoughts(text).trim()).filter((text) => text !== '');
	return [...new Set(words)].join(' ');
}

function wordsIn(body: JsonObject): readonly string[] {
	const { candidates, choices, incomplete_details: incomplete, output, promptFeedback } = body;
	const inner = [body.data, body.response, body.result].filter(isJsonObject);
	const said = [
		...objects(choices).flatMap(({ message, ...choice }) => [
			...partsIn(message),
			...reason(choice.native_finish_reason ?? choice.finish_reason),
		]),
		...objects(candidates).flatMap(({ content, ...candidate }) => [
			...partsIn(content),
			...reason(candidate.finishReason, candidate.finishMessage),
		]),
		...(isJsonObject(promptFeedback)
			? reason(promptFeedback.blockReason, promptFeedback.blockReasonMessage)
			: []),
		...objects(output).flatMap(partsIn),
		...(isJsonObject(output) ? wordsIn(output) : []),
		...(isJsonObject(incomplete) ? reason(incomplete.reason) : []),
		...(typeof body.text === 'string' ? [body.text] : []),
		...(typeof body.output === 'string' ? [body.output] : []),
	];
	if (said.some((text) => text.trim() !== '')) return said;
	const own = readErrorBody(body)?.message ?? '';
	return [own, ...inner.flatMap(wordsIn)];
}

const objects = (value: unknown): readonly JsonObject[] =>
	Array.isArray(value) ? value.slice(0, 100).filter(isJsonObject) : [];

/** The words of a message, whatever its parts are called. */
function partsIn(message: unknown): readonly string[] {
	if (!isJsonObject(message)) return [];
	const { content, parts, refusal, text } = message;
	return [text, refusal, content, parts].flatMap((part) =>
		typeof part === 'string'
			? [part]
			: objects(part).flatMap((one) =>
					one.thought === true ? [] : [one.text, one.refusal].map(textOf),
				),
	);
}

const reason = (code: unknown, message: unknown = ''): readonly string[] => {
	const name = textOf(code);
	return [textOf(message), usualEnd.test(name) ? '' : `(${name})`];
};
