import { samplePicture } from '../../../tools/painter/samples';
import type { FormFile } from './referenceClient';

/** Pictures that are right or wrong for dall-e-2, each in its own way. */
export async function drawInputs() {
	const pictures = {
		opaque: await samplePicture('mug', { width: 320 }),
		clear: await samplePicture('cutout', { width: 320 }),
		mask: await samplePicture('mask', { width: 320 }),
		otherMask: await samplePicture('mask', { width: 300 }),
		wide: await samplePicture('landscape', { width: 400 }),
		jpeg: await samplePicture('mug', { width: 320, format: 'jpeg' }),
	};
	return {
		pictures,
		file: (
			name: keyof typeof pictures,
			fileName = 'image.png',
			mimeType = 'image/png',
		): FormFile => ({
			content: pictures[name],
			fileName,
			mimeType,
		}),
	};
}
