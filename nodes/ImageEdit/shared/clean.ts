/** Beyond this, a message is no help any more. */
const longest = 600;
const longestAddress = 2_000;

/** Base64 and keys never leave in a message; addresses stay whole, since pictures may lie there. */
export const clean = (text: string): string =>
	shortened(
		text
			.slice(0, 50_000)
			.replace(
				/(https?:\/\/[^\s"'<>]+)|Bearer\s+\S+|\b(?:sk|key)-[A-Za-z0-9_-]{6,}/gi,
				(_found, address?: string) => address ?? '[key]',
			)
			.replace(/data:[\w/.+-]*;base64,[^\s"']*|\uE000\d+\uE000/g, '[data]')
			.replace(/\S{100,}/g, (run) =>
				/^[("'<]*https?:\/\//.test(run) ? run.slice(0, longestAddress) : '[data]',
			)
			.replace(/\s+/g, ' ')
			.trim(),
	);

function shortened(text: string): string {
	if (text.length <= longest) return text;
	const end = text.slice(longest).search(/\s|$/);
	return end + longest === text.length ? text : `${text.slice(0, longest + end)} …`;
}

/**
 * Where a paid picture is said to lie, for a message: whole, since a changed address leads nowhere. The key is
 * taken out of all that leaves the node.
 */
export const shownAddress = (address: string): string =>
	/^https?:/i.test(address)
		? address.trim().replace(/\s/g, encodeURIComponent).slice(0, longestAddress)
		: clean(address);

/** Where a picture is said to lie: what is no address of the web is told, and never fetched. */
export const cleanAddress = (text: string): string =>
	/^https?:/i.test(text) || !/^[a-z][a-z\d+.-]*:/i.test(text) ? text.trim() : clean(text);
