import { readFileSync } from 'fs';
import { join } from 'path';
import type { RawAnswer } from '../../nodes/ImageEdit/answer/decode';

interface Fixture {
	/** Where the answer is documented. */
	readonly source: string;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
	/** In place of a body that is JSON. */
	readonly text?: string;
}

/** An answer as gateways give or document it, with its base64 shortened. */
export function fixture(name: string): RawAnswer {
	const path = join(__dirname, '..', 'fixtures', `${name}.json`);
	const { body, headers, status, text } = JSON.parse(readFileSync(path, 'utf8')) as Fixture;
	return { status, headers, text: text ?? JSON.stringify(body) };
}

/** The picture that stands in the fixtures: one pixel. */
export const pixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
