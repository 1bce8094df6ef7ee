import { chancesOf } from './chances';
import type { Commission, MadePicture, PictureMaker } from './commission';
import { combine } from './combine';
import { edit } from './edit';
import { encode } from './encode';
import { expand } from './expand';
import { generate } from './generate';
import { paletteOf } from './palette';
import type { Raster } from './raster';
import { outputSize } from './size';
import { tryOn } from './tryOn';

export const drawPictures: PictureMaker = async (order) => {
	const made: MadePicture[] = [];
	// One after another: a picture at a time is enough for memory and for two cores.
	for (let index = 0; index < order.count; index += 1) {
		const counted = order.count > 1 ? `${index + 1}/${order.count}` : '';
		const caption = [order.prompt || order.model, counted].filter(Boolean).join('  ·  ');
		// With the model in it, several models differ side by side although the prompt is the same.
		const seed = `${order.model}/${order.prompt}`;
		const palette = paletteOf(seed, index);
		const chance = chancesOf(`${seed}#${index}`);
		const raster = await draw({ order, caption, palette, chance });
		const content = await encode(raster, order.output);
		made.push({
			content,
			mimeType: order.output.format === 'svg' ? 'image/svg+xml' : `image/${order.output.format}`,
			width: raster.width,
			height: raster.height,
			base64: () => content.toString('base64'),
		});
	}
	return made;
};

function draw(commission: Commission): Promise<Raster> {
	const { job, size } = commission.order;
	switch (job.kind) {
		case 'generate':
			return generate(commission, outputSize(size));
		case 'edit':
			return edit(commission, job);
		case 'expand':
			return expand(commission, job);
		case 'combine':
			return combine(commission, job);
		case 'tryOn':
			return tryOn(commission, job);
	}
}
