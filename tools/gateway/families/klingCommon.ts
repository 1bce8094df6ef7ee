import { commonJsonFields, mebibyte } from './common';
import { flag, integer, text, type FieldRules } from './fields';
import type { PicturePolicy } from '../vocabulary';

export const klingSingleImages = ['image', 'image_url', 'image_urls', 'images'] as const;
export const klingMaxPrompt = 2500;
/** Images and elements together (domain.md 1.6). */
export const klingMaxReferences = 10;

/** Kling counts a prompt up to 2500 characters and gives one to nine pictures (domain.md 1.2). */
export const klingFields: FieldRules = {
	...commonJsonFields,
	prompt: text(klingMaxPrompt),
	n: integer(1, 9),
	watermark_info: { kind: 'object', fields: { enabled: flag } },
};

export const klingRatios = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9'] as const;

export const klingPictures: PicturePolicy = {
	formats: ['png', 'jpeg'],
	maxBytes: 10 * mebibyte,
	minSide: 300,
	maxRatio: 2.5,
	// Kling refuses `data:image/png;base64,` (domain.md 1.8).
	base64: 'bare',
};
