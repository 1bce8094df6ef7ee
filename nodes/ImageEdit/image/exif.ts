/**
 * How a picture is to be turned for viewing.
 * @param tiff what stands behind "Exif\0\0"
 * @returns 1 to 8; 1 when nothing is said, or something else
 * Source: CIPA DC-008 (Exif 3.0), 4.5 and 4.6.5 (Orientation); TIFF 6.0, section 2.
 */
function orientationOf(tiff: Buffer): number {
	const order = tiff.toString('latin1', 0, 2);
	if (tiff.length < 10 || (order !== 'II' && order !== 'MM')) return 1;
	const isLittle = order === 'II';
	const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
	if (start + 2 > tiff.length) return 1;
	const end = Math.min(start + 2 + short(start) * 12, tiff.length - 11);
	for (let at = start + 2; at < end; at += 12) {
		if (short(at) === orientationTag) return short(at + 8);
	}
	return 1;
}

export const orientationTag = 0x0112;

/** Whether width and height are exchanged when the picture is shown. */
export const isTurned = (orientation: number): boolean => orientation >= 5 && orientation <= 8;

export const isTurnedByExif = (tiff: Buffer): boolean => isTurned(orientationOf(tiff));
