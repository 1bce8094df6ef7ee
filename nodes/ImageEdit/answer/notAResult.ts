import type { JsonObject } from '../shared/json';
import { textOf } from '../shared/json';

/** No gateway nests its pictures deeper. */
export const deepest = 12;

/** A name as it is compared: `imageURL`, `image_url` and `image-url` are one. */
export const plainName = (name: string) => name.toLowerCase().replace(/[_-]/g, '');

export const names = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Where a gateway tells what it was given: nothing under these is a result. */
export const given =
	names(`args arguments initimage initimages input inputs inputimage inputimages imageinput
	imageinputs inputreferences inputurls instructions messages originalimage originalimages parameters
	params payload prompt reference references referenceimage referenceimages request sourceimage
	sourceimages tools`);

/** A draft, a thought, a preview, what the user said, or a file of another kind. */
export function isNoResult(value: JsonObject): boolean {
	const type = textOf(value.type);
	const mimeType = textOf(value.mimeType ?? value.mime_type);
	return (
		value.thought === true ||
		value.partial === true ||
		value.is_partial === true ||
		value.is_final === false ||
		/partial_image|preview|^input_|^reasoning/.test(type) ||
		['system', 'tool', 'user'].includes(textOf(value.role)) ||
		/^(audio|video|text)\//.test(mimeType)
	);
}
