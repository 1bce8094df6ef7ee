/** A key that is shorter could be any word, and hiding it would garble what is said. */
const shortestKey = 8;

/** A copy of plain data in which the key stands nowhere, even if a gateway echoed it. */
export function withoutKey<T>(value: T, key: string): T {
	if (key.length < shortestKey) return value;
	const text = JSON.stringify(value);
	if (text === undefined) return value;
	const escaped = JSON.stringify(key).slice(1, -1);
	return text.includes(escaped) ? (JSON.parse(text.replaceAll(escaped, '[key]')) as T) : value;
}

const base64Fields = new Set(['b64_json', 'base64', 'image_base64', 'b64']);

/** For a walk through an answer: what stands in the place of base64. */
export function withoutBase64(name: string, value: unknown): unknown {
	if (typeof value !== 'string' || value === '') return value;
	if (base64Fields.has(name)) return '[base64]';
	return value
		.replace(/data:[\w/.+-]*;base64,[\w+/=\uE000-]*|\uE000\d+\uE000/g, '[base64]')
		.replace(/^[\w+/-]{200,}={0,2}$/, '[base64]');
}
