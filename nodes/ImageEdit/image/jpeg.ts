import { isTurnedByExif } from './exif';
import type { Found, Walk } from './walk';
import { find, skip, take } from './walk';

/**
 * From segment to segment and through the scans of a JPEG to its true end: metadata may hold a whole picture
 * with an end of its own, and may be megabytes long. What stands between segments is passed over, as
 * decoders do; what comes behind the end belongs to another picture.
 * Source: ITU T.81 B.1.1 (markers), B.1.1.5 (scans), B.2.2 (frames), B.2.5 (height behind the first scan).
 */
export function* walkJpeg(found: Found): Walk {
	let hasScan = false;
	let hasExif = false;
	yield skip(2);
	for (;;) {
		yield find(0xff);
		let [marker = 0] = yield take(1);
		while (marker === 0xff) [marker = 0] = yield take(1);
		if (marker === endOfImage) break;
		if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) continue;
		const length = (yield take(2)).readUInt16BE(0) - 2;
		if (isFrame(marker) && length >= 5 && !found.width) {
			const frame = yield take(5);
			found.height = frame.readUInt16BE(1);
			found.width = frame.readUInt16BE(3);
			found.alpha = false;
			yield skip(length - 5);
		} else if (marker === heightOfFrame && length >= 2 && !found.height) {
			found.height = (yield take(2)).readUInt16BE(0);
		} else if (marker === app1 && length > 6 && !hasExif) {
			hasExif = (yield take(6)).toString('latin1') === 'Exif\0\0';
			if (hasExif) found.turned = isTurnedByExif(yield take(length - 6));
			else yield skip(length - 6);
		} else yield skip(length);
		hasScan ||= marker === startOfScan;
	}
	found.isWhole = true;
	if (!hasScan || found.width === undefined) found.damage = 'has no image data in it';
}

const app1 = 0xe1;
const startOfScan = 0xda;
const endOfImage = 0xd9;
const heightOfFrame = 0xdc;

/** The start-of-frame markers, without the tables that share their range. */
const isFrame = (marker: number) =>
	marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
