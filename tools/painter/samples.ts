import sharp from 'sharp';
import type { PictureFormat } from './commission';
import { garment, landscape, person } from './samples/figures';
import { cutOutMug, mugMask, plant, stillLife } from './samples/stillLife';

interface Drawing {
	readonly svg: string;
	readonly width: number;
	readonly height: number;
	/** Keeps its transparency; the others are opaque. */
	readonly transparent?: boolean;
}

const drawings = {
	/** A red mug on a table. */
	mug: { svg: stillLife, width: 800, height: 800 },
	/** The mask that opens the mug of `mug`. */
	mask: { svg: mugMask, width: 800, height: 800, transparent: true },
	/** The mug alone, on nothing: what dall-e-2 takes without a mask. */
	cutout: { svg: cutOutMug, width: 800, height: 800, transparent: true },
	/** A potted plant on white: a subject to combine. */
	plant: { svg: plant, width: 800, height: 800 },
	person: { svg: person, width: 600, height: 900 },
	garment: { svg: garment, width: 800, height: 800 },
	landscape: { svg: landscape, width: 1200, height: 800 },
} as const satisfies Readonly<Record<string, Drawing>>;

export type SampleName = keyof typeof drawings;

export interface SampleOptions {
	/** Left out, it follows from the height, or is the drawing's own. */
	readonly width?: number;
	readonly height?: number;
	readonly format?: PictureFormat;
}

export function isSampleName(name: string): name is SampleName {
	return Object.hasOwn(drawings, name);
}

/** The same bytes for the same arguments on one machine: nothing here is left to chance. */
export async function samplePicture(
	name: SampleName,
	options: SampleOptions = {},
): Promise<Buffer> {
	const drawing: Drawing = drawings[name];
	const scale = drawing.width / drawing.height;
	const width = options.width ?? Math.round((options.height ?? drawing.height) * scale);
	const height = options.height ?? Math.round(width / scale);
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
		`viewBox="0 0 ${drawing.width} ${drawing.height}" preserveAspectRatio="xMidYMid slice">` +
		`${drawing.svg}</svg>`;
	const picture = sharp(Buffer.from(svg));
	const kept = drawing.transparent ? picture : picture.flatten({ background: '#ffffff' });
	switch (options.format ?? 'png') {
		case 'jpeg':
			return kept.flatten({ background: '#ffffff' }).jpeg({ quality: 88 }).toBuffer();
		case 'webp':
			return kept.webp({ quality: 88 }).toBuffer();
		case 'png':
			return kept.png({ compressionLevel: 6 }).toBuffer();
	}
}
