import type { JsonObject } from '../shared/json';
import { isJsonObject, textOf } from '../shared/json';

/** A preview that is shown while the image is made; `partial_succeeded` of ARK is an image of a group. */
const preview = /partial_image|preview/;
/** An image that is done. Sources: OpenAI's Images API, ARK's image generation. */
const finished = /\.(completed|partial_succeeded|partial_failed)$/;

/** Of what tells of progress only the end counts. */
const mostOthers = 1_000;

/**
 * What the events of a stream come to: chats joined, previews left out, one image for each place.
 * The bodies are in the order in which their first event came, lists of finished images among them.
 */
export function mergeEvents(events: readonly unknown[]): {
	readonly bodies: readonly unknown[];
	readonly previews: number;
} {
	const chat = new Messages('choices', (text, parts) => ({ content: contentOf(text, parts) }));
	const gemini = new Messages('candidates', (text, parts) => ({
		parts: [...textPart(text), ...parts],
	}));
	const images = new Places();
	const items = new Places();
	const words: string[] = [];
	const others: unknown[] = [];
	let previews = 0;
	for (const event of events) {
		if (!isJsonObject(event)) {
			others.push(event);
			continue;
		}
		const type = textOf(event.type);
		if (preview.test(type) || event.partial_image_b64 !== undefined) previews++;
		else if (isChatPiece(event)) chat.add(event);
		else if (Array.isArray(event.candidates)) gemini.add(event);
		else if (type.startsWith('response.')) {
			if (type === 'response.output_item.done') items.add(event.output_index, event.item);
			else if (/_call\.completed$/.test(type) && event.result !== undefined)
				items.add(event.output_index, { ...event, type: 'image_generation_call' });
			else if (/\.delta$/.test(type)) words.push(textOf(event.delta));
			else if (/^response\.(completed|done|failed|incomplete)$/.test(type))
				others.push(isJsonObject(event.response) ? event.response : event);
		} else if (finished.test(type) && holdsImage(event)) {
			images.add(event.output_index ?? event.image_index ?? event.index, event);
		} else others.push(event);
	}
	const said = words.join('');
	return {
		bodies: [
			...chat.bodies(),
			...gemini.bodies(),
			...(images.all.length > 0 ? [{ data: images.all }] : []),
			...(items.all.length > 0 ? [{ output: items.all }] : []),
			...(said === '' ? [] : [{ choices: [{ message: { content: said } }] }]),
			...others.slice(-mostOthers),
		],
		previews,
	};
}

const holdsImage = ({ b64_json: base64, error, image, url }: JsonObject) =>
	[base64, error, image, url].some(
		(value) => value !== undefined && value !== null && value !== '',
	);

const isChatPiece = ({ choices }: JsonObject) =>
	Array.isArray(choices) &&
	choices.some((choice) => isJsonObject(choice) && isJsonObject(choice.delta));

/** Images by their place in the output: the last one that came for a place is the image. */
class Places {
	private readonly byPlace = new Map<string, unknown>();

	add(place: unknown, image: unknown): void {
		const known = textOf(place);
		this.byPlace.set(known === '' ? `next ${this.byPlace.size}` : known, image);
	}

	get all(): readonly unknown[] {
		return [...this.byPlace.values()];
	}
}

interface Message {
	/** Pieces of what is said. */
	readonly texts: string[];
	readonly parts: unknown[];
	readonly images: unknown[];
	reason: unknown;
}

/** Puts the pieces of messages together, by their index. */
class Messages {
	private readonly byIndex = new Map<string, Message>();
	/** Without a prototype, since a name may be `__proto__`; the latest event counts. */
	private readonly more = Object.create(null) as Record<string, unknown>;

	constructor(
		private readonly name: 'candidates' | 'choices',
		private readonly contentOf: (text: string, parts: readonly unknown[]) => JsonObject,
	) {}

	add(event: JsonObject): void {
		Object.assign(this.more, event);
		for (const choice of (event[this.name] as unknown[]).filter(isJsonObject)) {
			const index = textOf(choice.index) || '0';
			const message = this.byIndex.get(index) ?? { texts: [], parts: [], images: [], reason: null };
			this.byIndex.set(index, message);
			message.reason = choice.finish_reason ?? choice.finishReason ?? message.reason;
			const piece = isJsonObject(choice.delta) ? choice.delta : (choice.message ?? choice.content);
			if (isJsonObject(piece)) addPiece(message, piece);
		}
	}

	bodies(): readonly JsonObject[] {
		if (this.byIndex.size === 0) return [];
		const choices = [...this.byIndex.values()].map(({ images, parts, reason, texts }) => {
			const content = this.contentOf(texts.join(''), parts);
			return this.name === 'candidates'
				? { content, finishReason: reason }
				: {
						message: { ...content, ...(images.length > 0 ? { images } : {}) },
						finish_reason: reason,
					};
		});
		return [{ ...this.more, [this.name]: choices }];
	}
}

function addPiece(message: Message, piece: JsonObject): void {
	const { content, images, image, parts, refusal } = piece;
	for (const part of [content, refusal, parts].flat()) {
		if (typeof part === 'string') message.texts.push(part);
		else if (isText(part)) message.texts.push(textOf((part as JsonObject).text));
		else if (part !== undefined && part !== null) message.parts.push(part);
	}
	for (const one of [images, image].flat()) {
		if (one !== undefined && one !== null) message.images.push(one);
	}
}

/** Words that are not a thought. */
const isText = (part: unknown): boolean =>
	isJsonObject(part) && typeof part.text === 'string' && part.thought !== true;

const textPart = (text: string) => (text === '' ? [] : [{ text }]);

const contentOf = (text: string, parts: readonly unknown[]) =>
	parts.length === 0
		? text
		: [...textPart(text).map((part) => ({ type: 'text', ...part })), ...parts];
