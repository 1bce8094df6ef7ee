import type { PictureFormat } from '../painter/commission';
import type { Reply } from './reply';
import { isSampleName, samplePicture } from '../painter/samples';

const formats: Readonly<Record<string, PictureFormat>> = {
	png: 'png',
	jpg: 'jpeg',
	jpeg: 'jpeg',
	webp: 'webp',
};
const maxSide = 8192;

/** `/samples/mug.png?width=512` */
export async function sampleReply(file: string, query: URLSearchParams): Promise<Reply> {
	const [name = '', extension = ''] = file.split('.');
	const format = formats[extension];
	const width = sideOf(query.get('width'));
	const height = sideOf(query.get('height'));
	if (!isSampleName(name) || !format) return { status: 404, body: 'No such sample' };
	const options = { ...(width && { width }), ...(height && { height }), format };
	const body = await samplePicture(name, options);
	return { status: 200, headers: { 'content-type': `image/${format}` }, body };
}

function sideOf(text: string | null): number | undefined {
	const side = Number(text);
	return Number.isInteger(side) && side > 0 && side <= maxSide ? side : undefined;
}
