import type { OutputWish } from './commission';
import { toSharp, type Raster } from './raster';

/** Cheap settings: the tests draw hundreds of pictures. */
export async function encode(raster: Raster, output: OutputWish): Promise<Buffer> {
	const picture = toSharp(raster);
	const quality = Math.max(1, output.compression ?? 90);
	switch (output.format) {
		case 'jpeg':
			return picture.flatten({ background: '#ffffff' }).jpeg({ quality }).toBuffer();
		case 'webp':
			return picture.webp({ quality, effort: 0 }).toBuffer();
		case 'gif':
			return picture.gif({ effort: 1 }).toBuffer();
		case 'svg':
			return svgOf(raster, await encode(raster, { ...output, format: 'png' }));
		case 'png': {
			const hasAlpha = !isOpaque(raster);
			return (hasAlpha ? picture : picture.removeAlpha())
				.png({ compressionLevel: 4, adaptiveFiltering: false })
				.toBuffer();
		}
	}
}

const svgOf = ({ height, width }: Raster, png: Buffer): Buffer =>
	Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${png.toString('base64')}"/></svg>`,
	);

function isOpaque({ data }: Raster): boolean {
	for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
	return true;
}
