/** Beyond this, a message is no help any more. */
const longest = 600;

/** Base64 and keys never leave in a message; addresses stay whole, since pictures may lie there. */
export const clean = (text: string): string =>
	text
		.slice(0, 50_000)
		.replace(/Bearer\s+\S+|\b(sk|key)-[A-Za-z0-9_-]{6,}/gi, '[key]')
		.replace(/data:[\w/.+-]*;base64,[^\s"']*|\uE000\d+\uE000/g, '[data]')
		.replace(/\S{100,}/g, (run) =>
			/^[("'<]*https?:\/\//.test(run) ? run.slice(0, 2_000) : '[data]',
		)
		.replace(/\s+/g, ' ')
		.trim()
		.replace(new RegExp(`^(.{${longest}}\\S*).*`), '$1 …');

/** Where a picture is said to lie: what is no address of the web is told, and never fetched. */
export const cleanAddress = (text: string): string =>
	/^[a-z][a-z\d+.-]*:/i.test(text) ? clean(text) : text;
