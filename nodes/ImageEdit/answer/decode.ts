import { failureOf, saysFailure } from './reportedError';
import { GatewayFailure } from './failures';
import { isJsonObject, jsonOf, parseJsonOr, textOf } from '../shared/json';
import { mostPictures, spooledIndex } from './spool';
import type { AnsweredTask } from './answeredTask';
import { taskOf } from './answeredTask';
import { clean, cleanAddress } from '../shared/clean';

/** A picture of an answer, before it is fetched. */
export type AnsweredPicture = {
	readonly revisedPrompt?: string;
} & (
	| { readonly kind: 'url'; readonly url: string }
	/** Its base64 was decoded as it arrived: the index of what came out. */
	| { readonly kind: 'spooled'; readonly index: number }
	/** Short base64 that stayed in the text. */
	| { readonly kind: 'base64'; readonly base64: string }
	/** One of several that did not succeed. */
	| { readonly kind: 'failed'; readonly message: string; readonly code?: string }
);

export interface Answer {
	readonly pictures: readonly AnsweredPicture[];
	/** Present when the answer is a task without pictures yet. */
	readonly task?: AnsweredTask;
	readonly usage?: Readonly<Record<string, unknown>>;
	readonly requestId?: string;
	/** The parsed body, with spooled base64 replaced by marks. */
	readonly body: unknown;
}

export interface RawAnswer {
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** The body as text, long base64 replaced by marks. */
	readonly text: string;
}

/**
 * Understands every shape of answer that is known.
 * @throws GatewayFailure for any status but 2xx, for a failure inside a 200, and for no picture at all
 */
export function decode(answer: RawAnswer): Answer {
	const { headers, status } = answer;
	// A byte order mark is no part of JSON.
	const text = answer.text.replace(/^\uFEFF/, '');
	const body = parseJsonOr(text, undefined) ?? lastEvent(text);
	const requestId = requestIdOf(headers, body);
	const facts = requestId === '' ? {} : { requestId };
	const good = status >= 200 && status < 300;
	if (good && isCut(body, text)) {
		const said = 'The answer of the gateway was cut off before its end.';
		throw new GatewayFailure(said, { kind: 'answer', status, ...facts }, headers);
	}
	const pictures = good ? picturesIn(body, text) : [];
	const some = pictures.some((picture) => picture.kind !== 'failed');
	// Pictures beside a report of a failure were paid for and are kept.
	if (!good || (saysFailure(body) && !some)) {
		throw failureOf(status, body, text, facts, headers);
	}
	const task = pictures.length === 0 ? taskOf(body, headers) : undefined;
	if (pictures.length === 0 && !task) {
		throw new GatewayFailure(noPicture(text), { kind: 'answer', status, ...facts });
	}
	return { ...answerOf(body, pictures, requestId), ...(task ? { task } : {}) };
}

/** Characters: they stand on each of up to a hundred items, and no model takes a longer prompt. */
const longestWords = 50_000;

export function answerOf(
	body: unknown,
	pictures: readonly AnsweredPicture[],
	requestId: string,
): Answer {
	const told = isJsonObject(body) && isJsonObject(body.usage) ? body.usage : undefined;
	const usage = told && jsonOf(told).length <= longestWords ? told : undefined;
	return {
		pictures,
		...(usage ? { usage } : {}),
		...(requestId === '' ? {} : { requestId }),
		body,
	};
}

/** Of an event stream, which `stream: true` among Extra Fields asks for, the event that holds the result. */
function lastEvent(text: string): unknown {
	const events = [...text.matchAll(/^data:\s*(\{.*)$/gm)].map((match) =>
		parseJsonOr(match[1] ?? '', undefined),
	);
	return events
		.filter((event) => isJsonObject(event) && !textOf(event.type).includes('partial'))
		.at(-1);
}

/** Begins like JSON and is none: what can still be read in it may be half an address or half a picture. */
export const isCut = (body: unknown, text: string): boolean =>
	body === undefined && /^\s*[[{]/.test(text);

/** An id that is longer is none. */
const longestId = 200;

export function requestIdOf(headers: Readonly<Record<string, unknown>>, body: unknown): string {
	const header = ['x-request-id', 'x-oneapi-request-id', 'x-ds-request-id', 'request-id']
		.map((name) => textOf(headers[name]))
		.find((id) => id !== '');
	return clean(header ?? (isJsonObject(body) ? textOf(body.request_id) : '')).slice(0, longestId);
}

function noPicture(text: string): string {
	if (text.trim() === '') return 'The gateway answered with nothing.';
	if (text.trimStart().startsWith('<'))
		return 'The gateway answered with a web page instead of a picture.';
	return 'The gateway answered without a picture.';
}

/** A web page is full of links, none of which is a picture that was ordered. */
export const picturesIn = (body: unknown, text: string): readonly AnsweredPicture[] =>
	body === undefined && text.trimStart().startsWith('<')
		? []
		: collect(body ?? text).slice(0, mostPictures);

/** Lists that hold pictures, in any place that gateways are known to put them. */
const lists = [
	'data',
	'images',
	'series_images',
	'output',
	'outputs',
	'artifacts',
	'result',
	'results',
	'task_result',
	'response',
	'resultJson',
	'resultUrls',
	'result_urls',
	'image_urls',
	'text',
];

/** No gateway nests its pictures deeper. */
const deepest = 12;

function collect(value: unknown, revisedPrompt = '', depth = 0): AnsweredPicture[] {
	if (depth > deepest) return [];
	if (typeof value === 'string') return fromText(value, revisedPrompt, depth);
	if (Array.isArray(value)) {
		return value.slice(0, mostPictures).flatMap((item) => collect(item, revisedPrompt, depth + 1));
	}
	if (!isJsonObject(value)) return [];
	if (Array.isArray(value.choices)) {
		const said = value.choices.flatMap((choice) =>
			isJsonObject(choice) ? fromMessage(choice.message, depth + 1) : [],
		);
		if (said.length > 0) return said;
	}
	const own = textOf(value.revised_prompt).slice(0, longestWords) || revisedPrompt;
	const listed = lists.flatMap((name) => {
		const inner = value[name];
		// A plain string in a list's place is text of some kind, not a picture.
		return typeof inner === 'string' && name !== 'data'
			? linksIn(inner, own)
			: collect(inner, own, depth + 1);
	});
	return listed.length > 0 ? listed : (fromObject(value, own) ?? []);
}

/** An entry of a list: the first key that is not empty. new-api sends the unused one as "". */
function fromObject(
	value: Readonly<Record<string, unknown>>,
	own: string,
): AnsweredPicture[] | undefined {
	for (const key of ['b64_json', 'url', 'image_url', 'image', 'base64']) {
		const held = value[key];
		const texts = (Array.isArray(held) ? (held as unknown[]) : [held]).slice(0, mostPictures);
		const pictures = texts.flatMap((one) => {
			const text = isJsonObject(one) ? textOf(one.url) : typeof one === 'string' ? one : '';
			return text === '' ? [] : (pictureOf(text, own, key.endsWith('url')) ?? []);
		});
		if (pictures.length > 0) return pictures;
	}
	if (isJsonObject(value.error)) {
		const code = clean(textOf(value.error.code)).slice(0, 100);
		const message = clean(textOf(value.error.message)) || code || 'no explanation was given';
		return [{ kind: 'failed', message, ...(code ? { code } : {}) }];
	}
	return undefined;
}

function fromMessage(message: unknown, depth: number): AnsweredPicture[] {
	if (!isJsonObject(message)) return [];
	return [...collect(message.images, '', depth), ...collect(message.content, '', depth)];
}

// Every part is bounded and excludes what could begin another: a hostile answer must cost no more time
// than its length.
const image = /!\[[^\][]{0,1000}\]\(\s{0,9}<?([^()\s<>]{1,8000})/g;
const dataUri = /data:image\/[\w.+-]+;base64,[\w+/=\uE000-]+/g;
const link = /https?:\/\/[^\s"'<>()\\]+/g;

/** Text from a list or a chat message: base64, JSON, Markdown, or bare links. */
function fromText(text: string, own: string, depth: number): AnsweredPicture[] {
	const whole = pictureOf(text.trim(), own, false);
	if (whole) return [whole];
	const json = /^\s*[[{]/.test(text) ? parseJsonOr(text, undefined) : undefined;
	const inside = json === undefined ? [] : collect(json, own, depth + 1);
	return inside.length > 0 ? inside : linksIn(text, own);
}

function linksIn(text: string, own: string): AnsweredPicture[] {
	const found = [...text.matchAll(image)].map((match) => match[1] ?? '');
	const uris = found.length > 0 ? found : (text.match(dataUri) ?? text.match(link) ?? []);
	return [...new Set(uris)].flatMap((uri) => pictureOf(uri, own, true) ?? []);
}

function pictureOf(text: string, own: string, isAddress: boolean): AnsweredPicture | undefined {
	const more = own === '' ? {} : { revisedPrompt: own };
	const base64 = text.replace(/^data:[\w/.+-]*;base64,/, '');
	const index = spooledIndex(base64);
	if (index !== undefined) return { kind: 'spooled', index, ...more };
	if (/^(https?:)?\/\/\S+$/i.test(text)) return { kind: 'url', url: text, ...more };
	if (base64 !== text || (!isAddress && looksLikeBase64(base64)))
		return { kind: 'base64', base64, ...more };
	return isAddress ? { kind: 'url', url: cleanAddress(text), ...more } : undefined;
}

const looksLikeBase64 = (text: string) => text.length >= 40 && /^[\w+/-]+={0,2}$/.test(text);
