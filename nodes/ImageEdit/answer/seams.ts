const quote = 0x22;
/** Bytes in which the end of one piece and the begin of the next lie. */
const seamSize = 4096;
/** Bytes of the rest of an event behind a piece. */
const mostBefore = 500;
const lineEnds = String.raw`(?:\r\n|\n|\r){1,3}`;
/** From the quote that ends a piece to the one that begins the next, in another event. */
const seam = new RegExp(
	String.raw`^"[^\r\n]{0,${mostBefore - 1}}${lineEnds}(?:(?::|event:|id:)[^\r\n]{0,200}${lineEnds}){0,5}data: ?\{[^\r\n]{0,2000}?"delta"\s*:\s*(?:\{[^\r\n{}]{0,500}?"content"\s*:\s*)?"(?=([\w+/=\\-]+)([^\w+/=\\-]|$))`,
);

/**
 * A chat may hand over its text in pieces, and base64 in the midst of it.
 * @returns how many bytes lie between this piece and the next; "cut" while that cannot be told
 */
export function seamAt(bytes: Buffer, at: number, isAll: boolean): number | 'cut' | undefined {
	if (bytes[at] !== quote) return undefined;
	// An answer that is no stream has no line end here.
	const rest = bytes.toString('latin1', at, at + mostBefore + 1);
	if (rest.length > mostBefore && !/[\r\n]/.test(rest)) return undefined;
	const near = bytes.toString('latin1', at, at + seamSize);
	const isCut = near.length < seamSize && !isAll;
	const { 0: between = '', 1: piece = '', 2: end = '' } = seam.exec(near) ?? [];
	if (between === '' || (end === '' && isCut)) return isCut ? 'cut' : undefined;
	// A word may follow a picture, but hardly one like this.
	const isBase64 = piece.length >= 16 || piece.includes('=') || end === ')';
	return isBase64 ? between.length : undefined;
}
