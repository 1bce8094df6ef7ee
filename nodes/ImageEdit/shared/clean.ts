/** Beyond this, a message is no help any more. */
const maxMessageLength = 600;
const maxAddressLength = 2_000;

/** A token after "Bearer", or in the style of OpenAI's keys: with a digit, or longer than any word. */
const keys =
	/(https?:\/\/[^\s"'<>]+)|\b(?:Bearer\s+|sk-|key-)(?:(?=[\w.~+/=-]*\d)[\w.~+/=-]{6,}|[\w.~+/=-]{20,})/gi;

/**
 * An address is taken whole before base64 is looked for: its signature may be as long as an image. Only
 * base64 is hidden, since a long message in Chinese, Japanese or Thai and compact JSON have no blanks either.
 */
const data =
	/(https?:\/\/[^\s"'<>]+)|data:[\w/.+-]*;base64,[\w+/=\uE000-]*|\uE000\d+\uE000|[\w+/-]{100,}={0,2}|(?:[\w+/-]{60,}(?:\\[rn]|\s)+){2,}[\w+/-]*={0,2}/gi;

/** Base64 and keys never leave in a message; addresses stay whole, since images may lie there. */
export const clean = (text: string): string =>
	shortened(
		text
			.slice(0, 50_000)
			.replace(keys, (_found, address?: string) => address ?? '[key]')
			.replace(
				data,
				(_found, address?: string) =>
					address?.replace(/\uE000\d+\uE000/g, '[data]').slice(0, maxAddressLength) ?? '[data]',
			)
			.replace(/\s+/g, ' ')
			.trim(),
	);

/** Cut between characters, and not inside an address. */
function shortened(text: string): string {
	if (text.length <= maxMessageLength) return text;
	const begin = text.slice(0, maxMessageLength).replace(/[\uD800-\uDBFF]$/, '');
	const word = /(?<![^\s"'<>])[^\s"'<>]*$/.exec(begin)?.[0] ?? '';
	const open = /https?:\/\//i.test(word);
	const rest = text.slice(begin.length);
	const tail = open ? (/^[^\s"'<>]*/.exec(rest)?.[0] ?? '') : '';
	return rest === tail ? text : `${begin}${tail} …`;
}

/**
 * Where a paid picture is said to lie, for a message: whole, since a changed address leads nowhere. The key is
 * taken out of all that leaves the node.
 */
export const shownAddress = (address: string): string =>
	/^https?:/i.test(address)
		? address.trim().replace(/\s/g, encodeURIComponent).slice(0, maxAddressLength)
		: clean(address);

/** The URL of an image as reported: what is not a web address is shown, and never fetched. */
export const cleanAddress = (text: string): string =>
	/^https?:/i.test(text) || !/^[a-z][a-z\d+.-]*:/i.test(text) ? text.trim() : clean(text);
