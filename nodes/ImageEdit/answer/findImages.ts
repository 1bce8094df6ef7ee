import type { JsonObject } from '../shared/json';
import { isJsonObject, parseJsonOr, textOf } from '../shared/json';
import { clean } from '../shared/clean';
import type { AnsweredPicture } from './answeredPicture';
import type { Looks } from './links';
import { linksIn, mostLooks } from './links';
import { deepest, isNoResult, names, plainName } from './notAResult';
import { beginsLikeImage, pictureOf } from './oneImage';
import { mostPictures } from './spool';

/** Of one object: those of an answer are a dozen. */
const mostFields = 1_000;

/** Characters: they stand on each of up to a hundred items, and no model takes a longer prompt. */
export const longestWords = 50_000;

/** Lists and wrappers that hold images, in any place that gateways are known to put them. */
const lists =
	names(`artifacts content contentblocks data files generatedimages generations imagelist images imageurls
	items multimodcontent output outputimages outputs outputurls parts pictures predictions response result
	resultimages resultjson resultlist results resulturls seriesimages taskresult text urls`);

/** Names of one image, the bytes before the address: new-api sends the unused one as "". */
const held =
	`b64json b64 base64 imagebase64 b64image bytesbase64encoded imagebytes url imageurl image
	fileurl fileuri imageuri uri outputurl resulturl downloadurl signedurl publicurl cdnurl sample`.split(
		/\s+/,
	);

/** How surely something is an image: a link that stands among words may be anything. */
type Rank = 'link' | 'plain' | 'shown';
const ranks: readonly Rank[] = ['plain', 'shown', 'link'];

interface Candidate {
	readonly picture: AnsweredPicture;
	readonly rank: Rank;
	/** The list or message that it stands in. */
	readonly list: number;
}

export interface ImagesFound {
	readonly pictures: readonly AnsweredPicture[];
	/** Whether every text and every address in them was looked at. */
	readonly isAll: boolean;
}

/**
 * The images of a response, wherever they stand. One that stands in two lists is one image; copies inside
 * one list may be meant. More than a hundred are not looked for.
 */
export function imagesIn(bodies: readonly unknown[]): ImagesFound {
	const search = new Search();
	for (const body of bodies) search.visit(body);
	const rank = ranks.find((one) => search.found.some((candidate) => candidate.rank === one));
	const pictures = inOneList(search.found.filter((candidate) => candidate.rank === rank));
	return { pictures, isAll: search.looks.left > 0 };
}

/** Leaves out what an earlier list names; what is only known by its bytes is compared when they came. */
function inOneList(candidates: readonly Candidate[]): readonly AnsweredPicture[] {
	const listOf = new Map<string, number>();
	const seen = [...new Set(candidates.map(({ list }) => list))];
	return candidates.flatMap(({ list, picture }) => {
		const key = picture.kind === 'url' ? picture.url : undefined;
		const known = key === undefined ? undefined : listOf.get(key);
		if (known !== undefined && known !== list) return [];
		if (key !== undefined) listOf.set(key, list);
		const index = seen.indexOf(list);
		return [index === 0 ? picture : { ...picture, list: index }];
	});
}

/** Stability hands over a blurred image in the place of one that its filter holds back. */
const isFiltered = (item: unknown): boolean =>
	isJsonObject(item) && /^content_filtered$/i.test(textOf(item.finishReason));

class Search {
	readonly found: Candidate[] = [];
	readonly looks: Looks = { left: mostLooks };
	private lists = 0;

	visit(value: unknown, prompt = '', depth = 0, list = 0): void {
		if (depth > deepest || this.found.length > mostPictures) return;
		if (typeof value === 'string') return this.text(value, prompt, depth, list);
		if (Array.isArray(value)) {
			const own = ++this.lists;
			for (const item of value.slice(0, mostPictures + 1)) this.entry(item, prompt, depth, own);
		} else if (isJsonObject(value)) this.object(value, prompt, depth, list);
	}

	/** One of a list: it may also tell why there is no image in its place. */
	private entry(item: unknown, prompt: string, depth: number, list: number): void {
		const before = this.found.length;
		if (!isFiltered(item)) this.visit(item, prompt, depth + 1, list);
		if (this.found.length > before || !isJsonObject(item)) return;
		const error = isJsonObject(item.error) ? item.error : item;
		const code = clean(textOf(error.code) || (isFiltered(item) ? textOf(item.finishReason) : ''));
		const words = error === item && code === '' ? '' : textOf(error.message);
		const message = clean(words || textOf(item.raiFilteredReason)) || code;
		if (message === '') return;
		const named = code ? { code: code.slice(0, 100) } : {};
		this.add({ kind: 'failed', message, ...named }, 'plain', list);
	}

	private object(value: JsonObject, prompt: string, depth: number, list: number): void {
		if (isNoResult(value)) return;
		const before = this.found.length;
		const own = textOf(value.revised_prompt).slice(0, longestWords) || prompt;
		if (Array.isArray(value.choices)) {
			for (const choice of value.choices.slice(0, mostPictures)) this.choice(choice, depth + 1);
			if (this.found.length > before) return;
		}
		if (Array.isArray(value.candidates)) {
			for (const one of value.candidates.slice(0, mostPictures)) this.visit(one, own, depth + 1);
		}
		const inline = value.inlineData ?? value.inline_data;
		if (isJsonObject(inline) && !isNoResult(inline))
			this.one(textOf(inline.data), own, list, false);
		// Anthropic's form, which relays keep.
		if (value.type === 'image' && isJsonObject(value.source))
			this.one(textOf(value.source.data ?? value.source.url), own, list, false);
		const file = value.fileData ?? value.file_data;
		if (isJsonObject(file)) this.one(textOf(file.fileUri ?? file.file_uri), own, list, true);
		const fields = Object.entries(value)
			.slice(0, mostFields)
			.map(([name, inner]) => [plainName(name), inner] as const);
		for (const [name, inner] of fields) {
			if (!lists.has(name)) continue;
			// In the place of a list, a plain string is text of some kind unless it is clearly more.
			if (typeof inner === 'string' && name !== 'data') this.words(inner, own, depth, list);
			else this.visit(inner, own, depth + 1, list);
		}
		if (this.found.length === before) this.fields(new Map(fields.reverse()), own, depth, list);
	}

	/** The first of the names of one image that is not empty. */
	private fields(
		fields: ReadonlyMap<string, unknown>,
		prompt: string,
		depth: number,
		list: number,
	) {
		const before = this.found.length;
		for (const name of held) {
			const value = fields.get(name);
			const isAddress = /ur[li]$/.test(name);
			for (const one of (Array.isArray(value) ? (value as unknown[]) : [value]).slice(
				0,
				mostPictures,
			)) {
				if (typeof one === 'string') this.one(one, prompt, list, isAddress);
				else if (isJsonObject(one)) this.visit(one, prompt, depth + 1, list);
			}
			if (this.found.length > before) return;
		}
	}

	/** What a chat shows as images goes before what its words link to. */
	private choice(choice: unknown, depth: number): void {
		const message = isJsonObject(choice) ? choice.message : undefined;
		if (!isJsonObject(message) || isNoResult(message)) return;
		const before = this.found.length;
		this.visit(message.images, '', depth);
		if (this.found.length > before) return;
		const { content } = message;
		if (typeof content === 'string') this.words(content, '', depth, ++this.lists);
		else this.visit(content, '', depth, ++this.lists);
		// LiteLLM and new-api have further places for what a model adds to its words.
		if (this.found.length === before)
			this.visit({ ...message, content: null, images: null }, '', depth);
	}

	/** Text from a list or a chat message: base64, JSON, Markdown, or bare links. */
	private text(text: string, prompt: string, depth: number, list: number): void {
		const picture = pictureOf(text, prompt, false);
		if (picture) return this.add(picture, 'plain', list);
		this.words(text, prompt, depth, list);
	}

	private words(text: string, prompt: string, depth: number, list: number): void {
		if (this.looks.left <= 0) return;
		this.looks.left--;
		const before = this.found.length;
		const whole =
			/^\s*(?:https?:\/\/[!-[\]-~]*[\w/=%&-]\s*$|data:|\uE000)/i.test(text) ||
			beginsLikeImage(text);
		const picture = whole ? pictureOf(text, prompt, false) : undefined;
		if (picture) return this.add(picture, 'plain', list);
		const json = /^\s*[[{]/.test(text) ? parseJsonOr(text, undefined) : undefined;
		if (json !== undefined) this.visit(json, prompt, depth + 1, list);
		if (this.found.length > before) return;
		const { bare, images } = linksIn(text, this.looks);
		for (const address of images.slice(0, mostPictures + 1))
			this.one(address, prompt, list, true, 'shown');
		for (const address of bare.slice(0, mostPictures + 1))
			this.one(address, prompt, list, true, 'link');
	}

	private one(
		text: string,
		prompt: string,
		list: number,
		isAddress: boolean,
		rank: Rank = 'plain',
	): void {
		const picture = text.trim() === '' ? undefined : pictureOf(text, prompt, isAddress);
		if (picture) this.add(picture, rank, list);
	}

	private add(picture: AnsweredPicture, rank: Rank, list: number): void {
		if (this.found.length <= mostPictures) this.found.push({ picture, rank, list });
	}
}
