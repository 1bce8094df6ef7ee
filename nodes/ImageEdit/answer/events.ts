import { isJsonObject, parseJsonOr } from '../shared/json';
import { parseCutJson } from './cutJson';

export interface Events {
	/** What each event tells, in order; those without JSON are left out, but for errors. */
	readonly data: readonly unknown[];
	/** The last one has no end. */
	readonly isCut: boolean;
}

/**
 * Reads server-sent events, and lines of JSON. Tolerates what is in use: no blank line between two events,
 * no blank behind the colon, any line ends, comments, JSON over several lines.
 * Source: WHATWG HTML, "Server-sent events", 9.2.6.
 * @returns undefined for what is neither
 */
export function eventsIn(text: string): Events | undefined {
	// A data URI begins with the same word.
	const isStream = /^(?:data:(?!image\/)|(?:event|id|retry):)/m.test(text);
	if (!isStream && !/^\s*\{/.test(text)) return undefined;
	const reader = new EventReader();
	for (const line of linesOf(text)) {
		if (reader.isFull) break;
		if (isStream) reader.line(line);
		else reader.json(line);
	}
	reader.end();
	if (reader.isFull) reader.isCut = true;
	// What begins with JSON and has no second line of it is one body that was cut.
	return isStream || reader.whole > 0 ? { data: reader.data, isCut: reader.isCut } : undefined;
}

/** One after the other: a stream may be all line ends. */
function* linesOf(text: string): Iterable<string> {
	let begin = 0;
	for (let at = 0; at < text.length; at++) {
		const char = text.charCodeAt(at);
		if (char !== lineFeed && char !== carriageReturn) continue;
		yield text.slice(begin, at);
		if (char === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at++;
		begin = at + 1;
	}
	yield text.slice(begin);
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** Events of a stream: twice what a chat may have within the values of a response. */
const mostEvents = 20_000;
const mostLines = 10 * mostEvents;
/** Texts that look like JSON and are none, or are cut. */
const mostBroken = 1_000;

class EventReader {
	readonly data: unknown[] = [];
	isCut = false;
	whole = 0;
	private name = '';
	private lines: string[] = [];
	private read = { lines: 0, events: 0, broken: 0 };

	/** What follows is not read: the stream counts as cut. */
	get isFull(): boolean {
		return this.hasEnough() || this.read.lines > mostLines;
	}

	private hasEnough(): boolean {
		return this.read.events > mostEvents || this.read.broken > mostBroken;
	}

	line(line: string): void {
		this.read.lines++;
		const { 1: field = '', 2: value = '' } = /^(data|event)(?:: ?|$)([^]*)/.exec(line) ?? [];
		if (field === 'data') this.lines.push(value);
		else if (line.trim() === '' || field === 'event') this.end();
		if (field === 'event') this.name = value.trim();
	}

	json(line: string): void {
		this.read.lines++;
		if (line.trim() === '') return;
		this.lines.push(line);
		this.end();
	}

	/** An event is over; without blank lines, each line of data was one. */
	end(): void {
		const { lines, name } = this;
		this.lines = [];
		if (lines.length === 0) return;
		this.name = '';
		let at = 0;
		// What is no JSON by itself begins one of several lines.
		for (; at < lines.length && !this.hasEnough(); at++) {
			const line = lines[at] ?? '';
			const value = this.parsed(line);
			if (value === undefined) break;
			this.add(line, name, value);
		}
		const rest = this.hasEnough() ? '' : lines.slice(at).join('\n');
		if (rest !== '') this.add(rest, name, this.parsed(rest));
	}

	private add(text: string, name: string, given: unknown): void {
		this.read.events++;
		if (given === done) return;
		const isCut = given === undefined && /^\s*[[{]/.test(text);
		if (isCut) this.read.broken++;
		const value = isCut ? parseCutJson(text) : given;
		if (given !== undefined) this.whole++;
		this.isCut = isCut;
		if (isJsonObject(value)) {
			const type = typeof value.type === 'string' || name === '' ? {} : { type: name };
			this.data.push({ ...type, ...value });
		} else if (value !== undefined) this.data.push(value);
		else if (!isCut && text.trim() !== '')
			this.data.push({ type: name === 'error' ? name : 'words', message: text.trim() });
	}

	/** JSON, or the word for the end; what is neither is not parsed in vain, since that takes ten times as long. */
	private parsed(text: string): unknown {
		const plain = text.trim();
		if (plain === '[DONE]') return done;
		const isWhole = /^[[{]/.test(plain) && (plain.endsWith('}') || plain.endsWith(']'));
		const value = isWhole ? parseJsonOr(plain, undefined) : undefined;
		if (isWhole && value === undefined) this.read.broken++;
		return value;
	}
}

const done = Symbol('done');
