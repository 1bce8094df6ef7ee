import { isJsonObject } from '../shared/json';
import type { AnsweredPicture } from './answeredPicture';
import { isImageAddress } from './links';
import { deepest, given, isNoResult, plainName } from './notAResult';
import { mostPictures } from './spool';

/** Addresses of something else: where to ask, what to read, how it is shown elsewhere. */
const elsewhere =
	/poll|status|cancel|hook|callback|doc|help|home|logo|icon|avatar|thumb|preview|origin|source|ref|upload|next|prev|term|policy|support|billing|pay|dashboard|console|stream|websocket|request|^get$|^self$/;

/**
 * A last resort for shapes that nobody has told of: addresses whose name says that they are one, or whose
 * path ends like an image.
 */
export function anyAddresses(bodies: readonly unknown[]): readonly AnsweredPicture[] {
	const found = new Set<string>();
	const visit = (value: unknown, name: string, depth: number): void => {
		if (depth > deepest || found.size > mostPictures) return;
		if (Array.isArray(value)) {
			for (const item of value.slice(0, mostPictures + 1)) visit(item, name, depth + 1);
		} else if (isJsonObject(value)) {
			if (isNoResult(value)) return;
			for (const [key, inner] of Object.entries(value)) {
				const plain = plainName(key);
				if (!given.has(plain) && !elsewhere.test(plain)) visit(inner, plain, depth + 1);
			}
		} else if (typeof value === 'string' && /^https?:\/\/[^\s"<>]+$/i.test(value)) {
			if (/ur[li]s?$/.test(name) || isImageAddress(value)) found.add(value);
		}
	};
	for (const body of bodies) if (isJsonObject(body) || Array.isArray(body)) visit(body, '', 0);
	return [...found].map((url) => ({ kind: 'url', url }));
}
