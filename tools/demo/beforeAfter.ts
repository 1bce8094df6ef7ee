import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

import { startGateway, type RunningGateway } from '../gateway/startGateway';
import { samplePicture } from '../painter/samples';
import { drawTile } from './sheetTile';

/** Pixels at twice the size at which the README shows them. */
const tile = 440;
const gap = 32;
const captionHeight = 56;
const ground = '#ffffff';

interface Pair {
	readonly caption: string;
	readonly before: readonly Buffer[];
	readonly after: Buffer;
}

/** docs/images/before-after.png: what goes in and what comes out, by the local gateway. */
async function main(): Promise<void> {
	const gateway = await startGateway();
	try {
		const pairs = [await masked(gateway), await triedOn(gateway), await expanded(gateway)];
		const path = join('docs', 'images', 'before-after.png');
		await writeFile(path, await sheetOf(pairs));
		console.log(path);
	} finally {
		await gateway.close();
	}
}

async function masked(gateway: RunningGateway): Promise<Pair> {
	const [mug, mask] = [await samplePicture('mug'), await samplePicture('mask')];
	const form = new FormData();
	form.append('model', 'gpt-image-2');
	form.append('prompt', 'A deep blue glaze');
	form.append('image', new Blob([new Uint8Array(mug)], { type: 'image/png' }), 'mug.png');
	form.append('mask', new Blob([new Uint8Array(mask)], { type: 'image/png' }), 'mask.png');
	const after = await imageOf(gateway, `${gateway.baseUrl('openai')}/images/edits`, { body: form });
	return { caption: 'Edit with a mask: “A deep blue glaze”', before: [mug, mask], after };
}

async function triedOn(gateway: RunningGateway): Promise<Pair> {
	const [person, garment] = [await samplePicture('person'), await samplePicture('garment')];
	const after = await ordered(gateway, {
		model: 'kolors-virtual-try-on-v1-5',
		human_image: person.toString('base64'),
		cloth_image: garment.toString('base64'),
	});
	return { caption: 'Try On: a person and a garment', before: [person, garment], after };
}

async function expanded(gateway: RunningGateway): Promise<Pair> {
	const landscape = await samplePicture('landscape', { width: 600 });
	const after = await ordered(gateway, {
		model: 'kling-image',
		model_name: 'kling-v3',
		image: landscape.toString('base64'),
		up_expansion_ratio: 0,
		down_expansion_ratio: 0,
		left_expansion_ratio: 0.28,
		right_expansion_ratio: 0.28,
	});
	return { caption: 'Expand: 3:2 becomes 21:9', before: [landscape], after };
}

const ordered = async (gateway: RunningGateway, body: object) =>
	await imageOf(gateway, `${gateway.baseUrl('aiid')}/images/edits`, {
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json' },
	});

async function imageOf(
	{ apiKey }: RunningGateway,
	url: string,
	{ headers, ...request }: RequestInit,
): Promise<Buffer> {
	const authorization = `Bearer ${apiKey}`;
	const answer = await fetch(url, {
		...request,
		method: 'POST',
		headers: { ...(headers as Record<string, string>), authorization },
	});
	const text = await answer.text();
	const { data } = JSON.parse(text) as {
		data?: ReadonlyArray<{ readonly b64_json?: string; readonly url?: string }>;
	};
	const [image] = data ?? [];
	if (image?.b64_json) return Buffer.from(image.b64_json, 'base64');
	if (!image?.url) throw new Error(text);
	return Buffer.from(await (await fetch(image.url)).arrayBuffer());
}

async function sheetOf(pairs: readonly Pair[]): Promise<Buffer> {
	const width = 3 * tile + 5 * gap + tile / 4;
	const rowHeight = captionHeight + tile + gap;
	const pieces = await Promise.all(
		pairs.map(async ({ after, before, caption }, row) => {
			const top = gap + row * rowHeight;
			const inputs = await Promise.all(before.map(async (bytes) => await drawTile(bytes, tile)));
			const result = await drawTile(after, tile);
			const arrow = gap + before.length * (tile + gap);
			return [
				{ input: Buffer.from(textOf(caption, width)), left: gap, top },
				...inputs.map((input, index) => ({
					input,
					left: gap + index * (tile + gap),
					top: top + captionHeight,
				})),
				{ input: Buffer.from(arrowOf()), left: arrow, top: top + captionHeight + tile / 2 - 30 },
				{ input: result, left: arrow + tile / 4 + gap, top: top + captionHeight },
			];
		}),
	);
	const height = gap + pairs.length * rowHeight;
	return await sharp({ create: { width, height, channels: 3, background: ground } })
		.composite(pieces.flat())
		.png({ palette: true, effort: 10 })
		.toBuffer();
}

const textOf = (text: string, width: number) =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="${width - 2 * gap}" height="${captionHeight}">` +
	`<text x="0" y="32" font-family="DejaVu Sans" font-size="28" fill="#101828">${text}</text></svg>`;

const arrowOf = () =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="${tile / 4}" height="60">` +
	`<path d="M6 30H94M70 10L96 30L70 50" fill="none" stroke="#475467" stroke-width="8"/></svg>`;

// Fonts for the captions; fontconfig reads this once, before the first text.
if (process.platform === 'linux') {
	process.env.FONTCONFIG_FILE ??= join(process.cwd(), 'tools', 'demo', 'fonts.conf');
}
main().then(
	() => process.exit(),
	(cause: unknown) => {
		console.error(cause instanceof Error ? cause.message : cause);
		process.exit(1);
	},
);
