import type { Dialect } from './dialects/dialect';
import type { LoadedPicture } from './loadPicture';

export interface ExpansionRatios {
	readonly up: number;
	readonly down: number;
	readonly left: number;
	readonly right: number;
}

export type Job =
	| { readonly kind: 'generate' }
	| {
			readonly kind: 'edit';
			readonly images: readonly LoadedPicture[];
			readonly mask?: LoadedPicture;
			/** dall-e-2 without a mask: the picture's own transparency says where to paint. */
			readonly ownMask?: boolean;
	  }
	| { readonly kind: 'expand'; readonly image: LoadedPicture; readonly ratios: ExpansionRatios }
	| {
			readonly kind: 'combine';
			readonly subjects: readonly LoadedPicture[];
			readonly scene?: LoadedPicture;
			readonly style?: LoadedPicture;
	  }
	| { readonly kind: 'tryOn'; readonly human: LoadedPicture; readonly cloth: LoadedPicture };

export interface SizeWish {
	/** `WxH`, a tier such as `2K`, or `auto`. */
	readonly size?: string;
	readonly tier?: string;
	readonly aspectRatio?: string;
	/** Restyle: the output keeps the input's size, whatever else is said. */
	readonly keepInput?: boolean;
}

export type PictureFormat = 'png' | 'jpeg' | 'webp';

export interface OutputWish {
	readonly format: PictureFormat;
	readonly compression?: number;
	readonly transparent: boolean;
}

export interface OrderDraft {
	readonly job: Job;
	readonly prompt: string;
	readonly count: number;
	/** Pictures of one series differ in their moment, not only in their variant. */
	readonly series?: boolean;
	readonly size: SizeWish;
	readonly output: OutputWish;
	readonly responseFormat?: 'url' | 'b64_json';
	readonly quality?: string;
	readonly callbackUrl?: string;
	/** The client's own id of the order; unique for its key (domain.md 1.8). */
	readonly externalTaskId?: string;
}

export interface Order extends OrderDraft {
	readonly dialect: Dialect;
	readonly model: string;
	readonly fieldsDigest: string;
}
