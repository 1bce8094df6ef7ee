import type { Commission, InputPicture, Job } from './commission';
import { framed } from './card';
import { cutOut } from './cutOut';
import { duotone } from './duotone';
import { scenery } from './generate';
import { paletteOfHue, type Palette } from './palette';
import { asOverlay, decode, layer, raw, toSharp, type Raster } from './raster';
import { outputSize, type Size } from './size';
import { captionStrip } from './text';

type CombineJob = Extract<Job, { kind: 'combine' }>;

const nothing = { r: 0, g: 0, b: 0, alpha: 0 };

/** The subjects, cut out of plain grounds, side by side in the scene; the style gives the colours. */
export async function combine(commission: Commission, job: CombineJob): Promise<Raster> {
	const size = outputSize(commission.order.size);
	const scene = job.scene ? await decode(job.scene.content, size) : await scenery(commission, size);
	const placed = await Promise.all(
		job.subjects.map((subject, index) => place(subject, index, job.subjects.length, size)),
	);
	const composed = await layer(scene, ...placed);
	const styled = job.style ? duotone(composed, await paletteFrom(job.style)) : composed;
	const strip = await captionStrip(commission.caption, commission.palette, size);
	return strip ? layer(styled, asOverlay(strip, 0, size.height - strip.height)) : styled;
}

async function place(subject: InputPicture, index: number, count: number, canvas: Size) {
	const slot = (canvas.width * 0.94) / count;
	const room = { width: Math.round(slot * 0.88), height: Math.round(canvas.height * 0.72) };
	const content = await decode(subject.content);
	const fitted = await fit(content, room);
	const left = canvas.width * 0.03 + slot * (index + 0.5) - fitted.width / 2;
	const top = canvas.height * 0.88 - fitted.height;
	return asOverlay(fitted, Math.max(0, Math.round(left)), Math.max(0, Math.round(top)));
}

/** A cut-out stands free; a picture that fills its frame becomes a card. */
async function fit(content: Raster, room: Size): Promise<Raster> {
	const cut = await cutOut(content);
	const border = Math.max(2, Math.round(room.width / 40));
	const inside = { width: room.width - 2 * border, height: room.height - 2 * border };
	if (!cut) {
		return framed(await raw(toSharp(content).resize({ ...inside, fit: 'inside' })), border);
	}
	const trimmed = toSharp(cut).trim({ background: nothing, threshold: 1 });
	return raw(trimmed.resize({ ...inside, fit: 'inside' }));
}

/** The colours of a print from the hue that weighs most in the style picture. */
async function paletteFrom(style: InputPicture): Promise<Palette> {
	const { data } = await decode(style.content, { width: 32, height: 32 });
	let x = 0;
	let y = 0;
	for (let at = 0; at < data.length; at += 4) {
		const [red, green, blue] = [data[at], data[at + 1], data[at + 2]] as [number, number, number];
		// Projected on the colour circle, so that grey weighs nothing.
		x += red - (green + blue) / 2;
		y += ((green - blue) * Math.sqrt(3)) / 2;
	}
	return paletteOfHue(Math.round((Math.atan2(y, x) * 180) / Math.PI + 360) % 360);
}
