import { garment, person } from '../painter/samples/figures';
import type { SampleName } from '../painter/samples';
import { samplePicture } from '../painter/samples';
import type { Sharp } from 'sharp';
import sharp from 'sharp';

type Draw = () => Promise<Buffer>;

/** Small enough to be embedded in a workflow, large enough for Kling, which wants 300 pixels a side. */
export const samplePictures: Readonly<Record<string, Draw>> = {
	mug: () => jpeg('mug', 512),
	'mug-mask': () => samplePicture('mask', { width: 512, format: 'png' }),
	plant: () => jpeg('plant', 480),
	landscape: () => jpeg('landscape', 600),
	alex: () => jpeg('person', 400),
	ben: () => redraw(person, { width: 600, height: 900 }, ben),
	jumper: () => jpeg('garment', 400),
	'green-jumper': () => redraw(garment, { width: 800, height: 800 }, green),
};

const ben = {
	'#e8b48f': '#9a6442',
	'#d1946d': '#7d4d30',
	'#cf9570': '#7d4d30',
	'#dca37c': '#8a5738',
	'#3b2518': '#15110f',
	'#8f99a3': '#e6ded2',
	'#6d7781': '#c9bfb0',
	'#35507d': '#5b5348',
	'#243a5e': '#433d35',
	'#dfe5ea': '#efe3d3',
	'#c3cdd6': '#dcc9b1',
};

const green = {
	'#f0b429': '#7cc08a',
	'#e09a12': '#4fa365',
	'#b97807': '#2f7d48',
	'#17566b': '#f4efe2',
	'#7d5004': '#1d5430',
};

async function jpeg(name: SampleName, width: number): Promise<Buffer> {
	return await compress(sharp(await samplePicture(name, { width })));
}

async function compress(picture: Sharp): Promise<Buffer> {
	return await picture
		.flatten({ background: '#ffffff' })
		.jpeg({ quality: 82, mozjpeg: true })
		.toBuffer();
}

/** The gateway's drawing in other colours: a second person, a second garment. */
async function redraw(
	drawing: string,
	{ width, height }: { width: number; height: number },
	colours: Readonly<Record<string, string>>,
): Promise<Buffer> {
	const recoloured = Object.entries(colours).reduce(
		(svg, [from, to]) => svg.replaceAll(from, to),
		drawing,
	);
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
		`width="${width}" height="${height}">${recoloured}</svg>`;
	return await compress(sharp(Buffer.from(svg)).resize(400));
}
