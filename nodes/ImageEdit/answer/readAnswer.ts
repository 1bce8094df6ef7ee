import { isJsonObject, parseJsonOr } from '../shared/json';
import { parseCutJson } from './cutJson';
import { eventsIn } from './events';
import { mergeEvents } from './mergeEvents';

/** What a response tells, whatever it is written in: JSON, a stream of events, lines of JSON, or words. */
export interface Told {
	/** Each is searched by itself: the one body, or what the events of a stream come to. */
	readonly bodies: readonly unknown[];
	/** As it came, for Include Raw; undefined for what is no JSON. */
	readonly raw: unknown;
	/** Begins like JSON and does not end like it. */
	readonly isCut: boolean;
	/** How many previews a stream held. */
	readonly previews: number;
	readonly isPage: boolean;
}

const nothing = { bodies: [], raw: undefined, isCut: false, previews: 0, isPage: false } as const;

/** @param given the response as text, long base64 replaced by marks */
export function readAnswer(given: string): Told {
	// Neither a byte order mark nor the comments of a stream are part of JSON.
	const text = withoutComments(given.replace(/^\uFEFF/, ''));
	const body = parseJsonOr(text, undefined);
	if (isJsonObject(body))
		return isChunk(body) ? told([body]) : { ...nothing, bodies: [body], raw: body };
	if (Array.isArray(body) && body.length > 0 && body.every(isEvent)) return told(body);
	if (body !== undefined) return { ...nothing, bodies: [body], raw: body };
	const first = text.trimStart()[0] ?? '';
	if (first === '<') return { ...nothing, isPage: true };
	const events = first === '' ? undefined : eventsIn(text);
	if (events) return told(events.data, events.isCut);
	if (first !== '{' && first !== '[') return { ...nothing, bodies: first === '' ? [] : [text] };
	const rest = parseCutJson(text);
	const isList = Array.isArray(rest) && rest.length > 0 && rest.every(isEvent);
	if (isList) return told(rest, true);
	return { ...nothing, bodies: rest === undefined ? [] : [rest], raw: rest, isCut: true };
}

/** Without the comments of a stream before anything else: keep-alives, as many as there may be. */
function withoutComments(text: string): string {
	let begin = 0;
	for (;;) {
		let at = begin;
		while (' \t\r\n'.includes(text[at] ?? '-')) at++;
		const end = text[at] === ':' ? text.indexOf('\n', at) : -1;
		if (end < 0) return text.slice(begin);
		begin = end + 1;
	}
}

function told(data: readonly unknown[], isCut = false): Told {
	const { bodies, previews } = mergeEvents(data);
	return { ...nothing, bodies, previews, raw: data.length === 1 ? data[0] : data, isCut };
}

/** A piece of a chat that came as the whole response. */
const isChunk = ({ choices, object }: Readonly<Record<string, unknown>>) =>
	object === 'chat.completion.chunk' ||
	(Array.isArray(choices) &&
		choices.some((choice) => isJsonObject(choice) && isJsonObject(choice.delta)));

/** Google streams a list of pieces where no events are asked for. */
const isEvent = (value: unknown) =>
	isJsonObject(value) &&
	(typeof value.type === 'string' ||
		Array.isArray(value.choices) ||
		Array.isArray(value.candidates));
