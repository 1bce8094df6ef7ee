import sharp from 'sharp';

import type { DemoPicture } from './picture';
import { formatSeconds } from './pictureTable';
import type { ExampleRun } from './runExample';
import type { Place } from './sheetLayout';
import { layOutRow, sheetWidth } from './sheetLayout';
import { svgText } from './sheetText';
import { drawTile } from './sheetTile';

const INK = '#1d2433';
const GREY = '#5d6778';
const RED = '#b3261e';
const TEXT_WIDTH = sheetWidth - 48;

/** One example: title and what was asked above, then inputs, mask, arrow, results. */
export async function drawRow(run: ExampleRun): Promise<{ png: Buffer; height: number }> {
	const given = [
		...run.inputs.map((picture) => ({ picture, name: `input: ${picture.fileName}` })),
		...run.masks.map((picture) => ({ picture, name: `mask: ${picture.fileName}` })),
	];
	const results = nameResults(run.results);
	const shown = [...given, ...results];
	const { tileSize, tiles, arrow, height } = layOutRow(given.length, results.length);

	const captions = shown.map(({ picture, name }, index) =>
		captionOf(picture, name, tileSize, tiles[index] as Place),
	);
	const card =
		`<svg xmlns="http://www.w3.org/2000/svg" width="${sheetWidth}" height="${height}">` +
		`<rect width="100%" height="100%" rx="12" fill="#fff"/>${headOf(run)}` +
		`${arrow ? arrowAt(arrow) : ''}${captions.join('')}</svg>`;
	const layers = await Promise.all(
		shown.map(async ({ picture }, index) => ({
			input: await drawTile(picture.bytes, tileSize),
			...(tiles[index] as Place),
		})),
	);
	const png = await sharp(Buffer.from(card)).composite(layers).png().toBuffer();
	return { png, height };
}

function headOf(run: ExampleRun): string {
	const { example, failure, milliseconds } = run;
	const title = (example.workflow.name ?? example.name).replace(/^[^:]+: /, '');
	const line = failure ?? `${askedOf(run)}  ·  ${formatSeconds(milliseconds)}`;
	return (
		svgText(title.charAt(0).toUpperCase() + title.slice(1), {
			...{ x: 24, y: 38, size: 22, colour: INK, bold: true, width: TEXT_WIDTH },
		}) + svgText(line, { x: 24, y: 64, size: 14, colour: failure ? RED : GREY, width: TEXT_WIDTH })
	);
}

/** Operation, models, and the prompt where it is the same for all. */
function askedOf({ example, results }: ExampleRun): string {
	const unique = (values: readonly string[]) => [...new Set(values)].join(', ');
	const prompts = example.workflow.nodes
		.map((node) => node.parameters.prompt)
		.filter((prompt): prompt is string => typeof prompt === 'string' && !prompt.startsWith('='));
	const parts = [
		unique(results.map((picture) => picture.operation)),
		unique(results.map((picture) => picture.model)),
		...prompts.map((prompt) => `“${prompt}”`),
	];
	return parts.join('  ·  ');
}

/** By model when there are several, since one model stands in the head already. */
function nameResults(results: readonly DemoPicture[]) {
	const models = new Set(results.map((picture) => picture.model));
	return results.map((picture, index) => {
		const number = results.length > 1 ? ` ${index + 1}` : '';
		return { picture, name: models.size > 1 ? picture.model : `result${number}` };
	});
}

function captionOf(
	picture: DemoPicture,
	name: string,
	tileSize: number,
	{ left, top }: Place,
): string {
	const { width, height, format } = picture;
	const base = { x: left + tileSize / 2, centred: true, width: tileSize + 8 };
	return (
		svgText(name, { ...base, y: top + tileSize + 19, size: 12, colour: INK }) +
		svgText(`${width} × ${height} ${format.toUpperCase()}`, {
			...{ ...base, y: top + tileSize + 36, size: 11, colour: GREY },
		})
	);
}

function arrowAt({ left, top }: Place): string {
	return (
		`<g transform="translate(${left - 8} ${top})" stroke="${GREY}" stroke-width="3" fill="none"` +
		` stroke-linecap="round" stroke-linejoin="round"><path d="M8 0H36M26 -10L36 0L26 10"/></g>`
	);
}
