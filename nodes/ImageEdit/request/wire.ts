import type { BodyFormat } from '../catalogue/types';
import type { RawNumber } from '../shared/json';
import type { PictureFile } from '../image/imageFile';

/** A picture inside a JSON body, or as a text field of a form. */
interface PictureText {
	readonly kind: 'text';
	readonly file: PictureFile;
	/** `dataUri` puts `data:<type>;base64,` before the base64. */
	readonly form: 'bare' | 'dataUri';
}

/** A picture as a file part of a form. */
interface PicturePart {
	readonly kind: 'file';
	readonly file: PictureFile;
}

/** A picture by address that could not be looked at before sending: a dry run fetches nothing. */
interface PictureToFetch {
	readonly kind: 'fetch';
	readonly url: string;
}

/** A picture among plain values; a class of its own, since Extra Fields may hold objects of any shape. */
export class WirePicture {
	constructor(readonly as: PicturePart | PictureText | PictureToFetch) {}
}

export type WireValue =
	| RawNumber
	| WirePicture
	| boolean
	| number
	| string
	| null
	| readonly WireValue[]
	| { readonly [key: string]: WireValue };

export interface WireField {
	readonly name: string;
	readonly value: WireValue;
}

/** What is ordered, before it is bytes. */
export interface WireRequest {
	readonly method: 'POST';
	/** Added to the gateway's address. */
	readonly path: string;
	readonly bodyFormat: BodyFormat;
	/** In wire order; a name may come more than once in a form. */
	readonly fields: readonly WireField[];
}
