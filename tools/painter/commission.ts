import type { Palette } from './palette';

/** Pictures that come in. */
export type PictureFormat = 'png' | 'jpeg' | 'webp';
/** Pictures that go out. */
export type OutputFormat = PictureFormat | 'gif' | 'svg';

/** A picture that came with an order. */
export interface InputPicture {
	readonly content: Buffer;
	readonly info: { readonly width: number; readonly height: number };
}

export interface ExpansionRatios {
	readonly up: number;
	readonly down: number;
	readonly left: number;
	readonly right: number;
}

export type Job<Picture extends InputPicture = InputPicture> =
	| { readonly kind: 'generate' }
	| {
			readonly kind: 'edit';
			readonly images: readonly Picture[];
			readonly mask?: Picture;
			/** dall-e-2 without a mask: the picture's own transparency says where to paint. */
			readonly ownMask?: boolean;
	  }
	| { readonly kind: 'expand'; readonly image: Picture; readonly ratios: ExpansionRatios }
	| {
			readonly kind: 'combine';
			readonly subjects: readonly Picture[];
			readonly scene?: Picture;
			readonly style?: Picture;
	  }
	| { readonly kind: 'tryOn'; readonly human: Picture; readonly cloth: Picture };

export interface SizeWish {
	/** `WxH`, a tier such as `2K`, or `auto`. */
	readonly size?: string;
	readonly tier?: string;
	readonly aspectRatio?: string;
	/** The longer side where nothing else says it; 1024 when absent. */
	readonly usualSide?: number | undefined;
	/** Restyle: the output keeps the input's size, whatever else is said. */
	readonly keepInput?: boolean;
}

export interface OutputWish {
	readonly format: OutputFormat;
	readonly compression?: number;
	readonly transparent: boolean;
}

/** What a painter must know of an order. */
export interface PictureOrder {
	readonly model: string;
	readonly prompt: string;
	readonly count: number;
	readonly job: Job;
	readonly size: SizeWish;
	readonly output: OutputWish;
}

export interface MadePicture {
	readonly content: Buffer;
	readonly mimeType: string;
	readonly width: number;
	readonly height: number;
	readonly base64: () => string;
}

export type PictureMaker = (order: PictureOrder) => Promise<readonly MadePicture[]>;

/** One of the pictures of an order: its number makes it differ from the others. */
export interface Commission {
	readonly order: PictureOrder;
	/** What is written on the picture. */
	readonly caption: string;
	readonly palette: Palette;
	/** Shapes follow from these. */
	readonly chance: () => number;
}
