import { isJsonObject } from '../shared/json';
import type { AnsweredPicture } from './answeredPicture';
import { isImageAddress } from './links';
import { spooledIndex } from './marks';
import { deepest, given, isNoResult, plainName } from './notAResult';
import { beginsLikeImage, withoutBlanks } from './oneImage';
import { mostPictures } from './spool';

/** Something else: where to ask, what to read, how it is shown elsewhere, and base64 that is no image. */
const elsewhere =
	/poll|status|cancel|hook|callback|doc|help|home|logo|icon|avatar|thumb|preview|origin|source|(?<!h)ref|upload|next|prev|term|policy|support|billing|pay|dashboard|console|stream|websocket|request|signature|encrypted|token|hash|embedding|^get$|^self$/;

/** In one response, of which the values are looked at. */
const mostNames = 5_000;

/** Characters of base64: an image has more. */
const shortest = 80;

/**
 * A last resort for shapes that nobody has told of: base64 that is an image, and addresses whose name says
 * that they are one, or whose path ends like an image.
 */
export function anyImages(bodies: readonly unknown[]): readonly AnsweredPicture[] {
	const found = new Map<string, AnsweredPicture>();
	let looked = 0;
	const visit = (value: unknown, name: string, depth: number): void => {
		if (depth > deepest || found.size > mostPictures) return;
		if (Array.isArray(value)) {
			for (const item of value.slice(0, mostPictures + 1)) visit(item, name, depth + 1);
		} else if (isJsonObject(value)) {
			if (isNoResult(value)) return;
			for (const [key, inner] of Object.entries(value)) {
				if (++looked > mostNames) return;
				const plain = plainName(key);
				if (!given.has(plain) && !elsewhere.test(plain)) visit(inner, plain, depth + 1);
			}
		} else if (typeof value === 'string' && /^https?:\/\/[^\s"<>]+$/i.test(value)) {
			if (/ur[li]s?$/.test(name) || isImageAddress(value))
				found.set(value, { kind: 'url', url: value });
		} else if (typeof value === 'string') {
			const index = spooledIndex(value);
			if (index !== undefined) found.set(value, { kind: 'spooled', index });
			else if (value.length > shortest && beginsLikeImage(value))
				found.set(value, { kind: 'base64', base64: withoutBlanks(value) });
		}
	};
	for (const body of bodies) if (isJsonObject(body) || Array.isArray(body)) visit(body, '', 0);
	return [...found.values()];
}
