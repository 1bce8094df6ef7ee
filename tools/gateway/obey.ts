import { Refusal } from './errors';
import type { LoadedPicture, PicturePolicy } from './vocabulary';

/** The picture, if it is what the vendor takes. */
export function obey(picture: LoadedPicture, policy: PicturePolicy): LoadedPicture {
	const { field, bytes, info } = picture;
	const shortSide = Math.min(info.width, info.height);
	const longSide = Math.max(info.width, info.height);
	const faults: Array<[boolean, string]> = [
		[!policy.formats.includes(info.format), `must be ${policy.formats.join(' or ')}`],
		[bytes > policy.maxBytes, `must not be over ${Math.ceil(policy.maxBytes / 1024 ** 2)} MB`],
		[shortSide < (policy.minSide ?? 0), `needs sides of at least ${policy.minSide} px`],
		[info.width * info.height > (policy.maxPixels ?? Infinity), 'has too many pixels'],
		[longSide > shortSide * (policy.maxRatio ?? Infinity), 'is too long and narrow'],
		[policy.square === true && shortSide !== longSide, 'must be square'],
	];
	const fault = faults.find(([broken]) => broken);
	if (fault) throw new Refusal('badPicture', `${field} ${fault[1]}`, field);
	return picture;
}
