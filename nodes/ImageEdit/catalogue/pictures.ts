import type { PictureLimits, PictureRole, PictureSpec } from './types';

interface RoleEntry {
	/** The single slot's node parameter. */
	readonly parameter?: string;
	readonly label: string;
	readonly help: string;
	/** A line below the slot. */
	readonly hint?: string;
	/** What an empty slot shows after "e.g."; the parameter's name when absent. */
	readonly example?: string;
	/** A fixedCollection of further slots. */
	readonly list?: { readonly parameter: string; readonly label: string; readonly help: string };
	/** What the slot holds in a new node; empty when absent. */
	readonly initial?: string;
}

/** How the parts that pictures play show up in the node. */
export const pictureRoles: Readonly<Record<PictureRole, RoleEntry>> = {
	images: {
		parameter: 'image',
		label: 'Image',
		help: 'The image to work on: a binary field of the item (where it is not there and the item has only one image, that one is taken), several of them comma-separated, * for all its images, a URL, or base64 text',
		initial: 'data',
		list: {
			parameter: 'additionalImages',
			label: 'Additional Images',
			help: 'Further images, sent after the first in this order',
		},
	},
	mask: {
		parameter: 'mask',
		label: 'Mask',
		help: 'Optional: a PNG as large as the image; what is transparent is repainted, the rest is kept',
		example: 'mask (transparent is repainted)',
	},
	markup: {
		parameter: 'markup',
		label: 'Markup',
		help: 'Optional: a PNG as large as the image, laid over it to guide the edit; what you draw shows, the rest is transparent',
	},
	subjects: {
		label: 'Subject Image',
		help: 'A person or thing that appears in the result',
		list: {
			parameter: 'subjectImages',
			label: 'Subject Images',
			help: 'One to four people or things that appear together in the result',
		},
	},
	scene: {
		parameter: 'sceneImage',
		label: 'Scene Image',
		help: 'The place in which the subjects appear',
		hint: 'Optional. The place in which the subjects appear',
	},
	style: {
		parameter: 'styleImage',
		label: 'Style Image',
		help: 'The image whose style the result adopts',
		hint: 'Optional. The image whose style the result adopts',
	},
	human: {
		parameter: 'humanImage',
		label: 'Person',
		help: 'The person who tries the garment on',
		hint: 'One person, with the part of the body in view that the garment covers',
		initial: 'data',
	},
	cloth: {
		parameter: 'clothImage',
		label: 'Garment',
		help: 'The garment to try on',
		hint: 'The garment alone, best on a plain white background',
		initial: 'cloth',
	},
};

/**
 * JSON fields that hold arrays whatever the number of pictures, and the key of their members
 * (null: the member is the picture itself). Source: seed 000.
 */
export const listFields: Readonly<Record<string, string | null>> = {
	image_urls: null,
	images: null,
	image_list: 'image',
	subject_image_list: 'subject_image',
};

export const oneImage = (wire: string, limits: PictureLimits): PictureSpec => ({
	role: 'images',
	min: 1,
	max: 1,
	wire,
	limits,
});

export const mask: PictureSpec = {
	role: 'mask',
	min: 0,
	max: 1,
	wire: 'mask',
	limits: { types: ['png'], underBytes: 4 * 1024 * 1024 },
};

/** Laid over the first image to guide the edit. Source: openai/openai-node:src/resources/images.ts, 7.59.0. */
export const markup: PictureSpec = {
	role: 'markup',
	min: 0,
	max: 1,
	wire: 'markup',
	limits: { types: ['png'], underBytes: 50 * 1024 * 1024 },
};
