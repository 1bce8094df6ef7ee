import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RawAnswer } from '../../../nodes/ImageEdit/answer/decode';
import { anyCharacter } from '../../helpers/anyCharacter';
import { fixture, pixel } from '../../helpers/fixtures';

/** Every answer that gateways give or document. */
export const fixtures: ReadonlyArray<readonly [string, RawAnswer]> = readdirSync(
	join(__dirname, '..', '..', 'fixtures'),
)
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.replace('.json', ''))
	.map((name) => [name, fixture(name)] as const);

/** What a byte may turn into: structure, letters, digits, and bytes that are no UTF-8. */
const changes = [...Buffer.from('"{}[],:\\0x/\n'), 0x00, 0x80, 0xff];

/** The answer with each byte in turn changed, left out or doubled, and cut off at each byte. */
export function* mutations(text: string): Generator<Buffer> {
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; at++) {
		const changed = Buffer.from(bytes);
		changed[at] = changes[at % changes.length] ?? 0;
		yield changed;
		const flipped = Buffer.from(bytes);
		flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
		yield flipped;
		yield bytes.subarray(0, at);
		yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
	}
}

const keys = [
	...['data', 'images', 'series_images', 'output', 'outputs', 'artifacts', 'result', 'results'],
	...['task_result', 'response', 'resultJson', 'text', 'choices', 'message', 'content', 'error'],
	...['b64_json', 'url', 'image_url', 'image', 'base64', 'revised_prompt', 'usage', 'code', 'type'],
	...['msg', 'err', 'header', 'id', 'task_id', 'taskId', 'task_status', 'status', 'state'],
	...['poll_url', 'request_id', 'fail_reason', 'task_status_msg', '__proto__', 'constructor', ''],
] as const;

const words = fc.oneof(
	fc.constantFrom('', 'failed', 'succeed', 'processing', 'success', '0', '200', 'ok', '[DONE]'),
	fc.constantFrom(
		pixel,
		`data:image/png;base64,${pixel}`,
		`![a](https://files.example/a.png)`,
		'//files.example/a.png',
		'/v1/files/a.png',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'http://169.254.169.254/',
		'\uE0000\uE000',
		'\uE00099999999999\uE000',
		'\uE00112',
	),
	fc.constantFrom('A'.repeat(300), 'A'.repeat(5_000), 'z\u200B'.repeat(400), '𝕏'.repeat(900)),
	fc.json({ maxDepth: 2 }),
	fc.string({ unit: anyCharacter, maxLength: 20 }),
);

/** Anything, wherever gateways put something: wrong types everywhere. */
export const bodies: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 5, withCrossShrink: true },
		words,
		fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
		fc.array(tie('value'), { maxLength: 4 }),
		fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 }),
		fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 }),
	),
})).value;

export const statuses = fc.constantFrom(200, 200, 200, 201, 202, 204, 302, 400, 401, 429, 500, 504);

const header = fc.oneof(
	fc.string({ maxLength: 20 }),
	fc.constantFrom('A'.repeat(8_000), '', '-1', '1e9', 'Infinity', 'soon'),
	fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 }),
	fc.integer(),
);
export const headers = fc.dictionary(
	fc.constantFrom('x-request-id', 'retry-after', 'retry-after-ms', 'location', '__proto__', 'x'),
	header,
	{ maxKeys: 3 },
);

/** Beginnings of everything that is looked for in text: repeated, they make careless patterns slow. */
export const tokens = [
	...['![', '![](', '![a](<', '![a](b', '![]', '[', '{', '"', '"\\', '\\', '\\"', '\\n', '\\u0041'],
	...[
		'<title',
		'<title>',
		'<',
		'<html>',
		'data:',
		'data:image/',
		'data:image/png;base64,',
		'data: {',
	],
	...['http://', 'https://a', '//', 'Bearer ', 'Bearer', 'sk-', 'key-', ' ', '\n', '\t', '\r\n'],
	...['A', '0', '-', '1e', '0.', ':', ',', '(', ')', '>', '=', '\uE000', '\uE0000', '\uE001', '`'],
	...['{"a":', '[[', '{"data":[', '{"choices":[{"message":{"content":"', '[{"url":"', '\uFEFF'],
] as const;
