import { isJsonObject, jsonOf, textOf } from '../shared/json';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** "51.8s", "1m30s", "500ms", "2 minutes", "30 seconds"; without a unit in seconds. */
function milliseconds(text: string): number | undefined {
	const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|milli|[smh]|秒|分)?/gi)].slice(0, 3);
	if (parts.length === 0) return undefined;
	return Math.ceil(
		parts.reduce((sum, [, count = '0', unit = 's']) => {
			const name = unit.toLowerCase();
			const known = name === 'milli' ? 'ms' : name === '秒' ? 's' : name === '分' ? 'm' : name;
			return sum + Number(count) * (units[known] ?? 1_000);
		}, 0),
	);
}

const duration =
	'((?:\\d{1,6}(?:\\.\\d{1,6})?\\s?(?:ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|m|hours?|h)(?![a-z])\\s?){1,3})';
/** "Please try again in 51.8s", "retry after 20 seconds", "wait 2 minutes", "请在30秒后重试". */
const inWords = new RegExp(
	`(?:try again|retry|wait|available|reset|resets)(?: (?:in|after|for|at least|about|until))*:? ${duration}`,
	'i',
);
const inChinese = /(\d{1,6}\s?[秒分])钟?\s?(?:之?后|再试|重试)/;

/** Names under which a wait stands, with the unit where it is no text with one. */
const fields: Readonly<Record<string, number>> = {
	retry_after_ms: 1,
	retryAfterMs: 1,
	retry_after: 1_000,
	retryAfter: 1_000,
	retry_after_seconds: 1_000,
	// Google's RetryInfo: "51s".
	retryDelay: 1_000,
	retry_delay: 1_000,
};

const maxDepth = 6;

function inFields(value: unknown, depth = 0): number | undefined {
	if (depth > maxDepth) return undefined;
	const inner: readonly unknown[] = Array.isArray(value)
		? (value as unknown[]).slice(0, 20)
		: isJsonObject(value)
			? Object.values(value)
			: [];
	if (isJsonObject(value)) {
		for (const [name, unit] of Object.entries(fields)) {
			const text = textOf(value[name]);
			if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * unit);
			if (/^\d[\d.]*\s?[a-z]/i.test(text)) return milliseconds(text);
		}
	}
	for (const one of inner) {
		const found = inFields(one, depth + 1);
		if (found !== undefined) return found;
	}
	return undefined;
}

/**
 * The wait that a body asks for, in milliseconds: relays drop the header. Sources: OpenAI's and Azure's
 * messages, Google's RetryInfo, Cloudflare's `retry_after`.
 */
export function waitInBody(body: unknown, text: string): number | undefined {
	const said = body === undefined ? text : (inFields(body) ?? jsonOf(body));
	if (typeof said === 'number') return said;
	const words = said.slice(0, 5_000);
	const found = inWords.exec(words)?.[1] ?? inChinese.exec(words)?.[1];
	return found === undefined ? undefined : milliseconds(found);
}
