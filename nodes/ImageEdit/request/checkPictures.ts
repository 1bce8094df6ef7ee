import type { PictureLimits, PictureSpec } from '../catalogue/types';
import { short, shown } from './findings';
import type { Picture } from '../image/imageFile';
import type { ImageInfo } from '../image/imageInfo';
import { displayedSize, titleOf } from '../image/imageInfo';

/** A sentence without its severity, and whether the sources are unsure of the limit. */
export interface PictureFault {
	readonly text: string;
	readonly unsure?: true;
	/** It holds for any model, known or not. */
	readonly certain?: true;
}

const mebibyte = 1024 * 1024;

/** Whether a picture fits its slot, as far as its own header tells. */
export function checkPicture(
	picture: Picture,
	limits: PictureLimits,
	modelTitle: string,
): readonly PictureFault[] {
	const { file, label, url } = picture;
	const unsure = limits.unsure ? ({ unsure: true } as const) : {};
	const fault = (found: string, allowed: string): PictureFault => ({
		text: `${label} ${found}, but ${modelTitle} takes ${allowed}.`,
		...unsure,
	});
	if (!file) {
		return /^https?:\/\/[^/]/i.test(url ?? '')
			? []
			: [
					{
						text: `${label} is ${shown(url)}, but a web address begins with http:// or https://. Write it in full.`,
					},
				];
	}
	const { info, bytes, damage } = file;
	if (bytes === 0)
		return [{ text: `${label} has no content (0 bytes). Check the node that made it.` }];
	if (!info) {
		return [
			{
				text: `${label} (${short(file.fileName)}, ${short(file.mimeType)}) is not an image. Check the node that made it.`,
			},
		];
	}
	const { width, height } = info;
	const faults: PictureFault[] = [];
	if (damage !== undefined) {
		const name = `${label} (${short(file.fileName)})`;
		faults.push({ text: `${name} ${damage}. Check the node that made it.`, certain: true });
	}
	if (!limits.types && notOfPixels.has(info.type)) {
		const text = `${label} is ${titleOf(info)} file, which ${modelTitle} does not take. Make a PNG or JPEG of it first.`;
		faults.push({ text });
	}
	if (limits.types && !(limits.types as readonly string[]).includes(info.type)) {
		faults.push(
			fault(
				`is ${titleOf(info)} file`,
				`${named(limits.types)} files. Convert it first, e.g. with Edit Image`,
			),
		);
	}
	const { maxBytes = Infinity, underBytes = Infinity } = limits;
	if (bytes > maxBytes || bytes >= underBytes) {
		const size = `has ${(Math.ceil((bytes / mebibyte) * 10) / 10).toFixed(1)} MB`;
		const allowed =
			underBytes === Infinity
				? `at most ${maxBytes / mebibyte} MB`
				: `less than ${underBytes / mebibyte} MB`;
		faults.push(fault(size, `${allowed}. Make it smaller first`));
	}
	if (width === undefined || height === undefined) return faults;
	const sides = `is ${width} x ${height} pixels`;
	if (limits.minSide !== undefined && Math.min(width, height) < limits.minSide) {
		faults.push(fault(sides, `sides of at least ${limits.minSide} pixels. Use a larger image`));
	}
	if (limits.maxPixels !== undefined && width * height > limits.maxPixels) {
		faults.push(fault(sides, `at most ${limits.maxPixels} pixels in all. Make it smaller first`));
	}
	const { maxRatio } = limits;
	if (maxRatio !== undefined && Math.max(width / height, height / width) > maxRatio) {
		faults.push(fault(sides, `a ratio from 1:${maxRatio} to ${maxRatio}:1. Crop it first`));
	}
	if (limits.square && width !== height) faults.push(fault(sides, 'square images. Crop it first'));
	return faults;
}

/** What no vendor takes, whether or not its documents list what it takes. */
const notOfPixels: ReadonlySet<string> = new Set(['ico', 'jxl', 'svg']);

const named = (types: readonly string[]) =>
	types
		.map((type) => type.toUpperCase())
		.join(', ')
		.replace(/, (?=\w+$)/, ' and ');

/** Whether the number of pictures in a slot fits. */
export function checkCount(
	spec: PictureSpec,
	count: number,
	label: string,
	modelTitle: string,
): PictureFault | undefined {
	if (count < spec.min) {
		return {
			text: `${label} is empty, but ${modelTitle} needs it. Give a binary field, a URL or base64.`,
		};
	}
	if (count > spec.max) {
		return {
			text: `${label}: ${count} images were given, but ${modelTitle} takes at most ${spec.max}. Use fewer images.`,
			...(spec.maxUnsure ? ({ unsure: true } as const) : {}),
		};
	}
	return undefined;
}

/** The mask against the picture that it is for. Source: seeds 001 to 004, OpenAI's edit parameters. */
export function checkMask(mask: Picture, image: Picture | undefined): readonly PictureFault[] {
	const own = mask.file?.info;
	const other = image?.file?.info;
	const faults: PictureFault[] = [];
	if (own?.type === 'png' && (own.alpha === false || mask.file?.transparent === false)) {
		faults.push({
			text: `${mask.label} has no transparency. Make the parts that are to be edited transparent (alpha 0).`,
		});
	}
	if (own && other && !fits(own, other)) {
		faults.push({
			text: `${mask.label} is ${own.width} x ${own.height} pixels and ${image?.label} ${shownSize(other)}. Both must have the same size.`,
		});
	}
	return faults;
}

/** The markup against the picture that it is laid over. Source: openai-node's images.ts, 7.59.0. */
export function checkMarkup(
	markup: Picture,
	image: Picture | undefined,
	mask: Picture | undefined,
): readonly PictureFault[] {
	const own = markup.file?.info;
	const other = image?.file?.info;
	const faults: PictureFault[] = [];
	if (mask) {
		faults.push({
			text: `${markup.label} does not go with ${mask.label}. Leave one of them empty.`,
		});
	}
	if (own?.type === 'png' && (own.alpha === false || markup.file?.transparent === false)) {
		faults.push({
			text: `${markup.label} has no transparency. Make everything transparent but what is drawn over the image.`,
		});
	}
	// It is laid over what is shown.
	const [size, otherSize] = [own, other].map((info) => info && displayedSize(info));
	const isSame = size?.width === otherSize?.width && size?.height === otherSize?.height;
	if (own && other && size && otherSize && !isSame) {
		faults.push({
			text: `${markup.label} is ${own.width} x ${own.height} pixels and ${image?.label} ${shownSize(other)}. Both must have the same size.`,
		});
	}
	return faults;
}

/** Drawn over what is stored or over what is shown: gateways differ in which of the two they go by. */
function fits(mask: ImageInfo, image: ImageInfo): boolean {
	if (!mask.width || !image.width) return true;
	const isSame = mask.width === image.width && mask.height === image.height;
	const isTurned = mask.width === image.height && mask.height === image.width;
	return isSame || (isTurned && (mask.turned === true || image.turned === true));
}

function shownSize(info: ImageInfo): string {
	const seen = displayedSize(info);
	const turned = info.turned ? ` (shown as ${seen?.width} x ${seen?.height})` : '';
	return `${info.width} x ${info.height}${turned}`;
}

/** Without a mask, some models edit where the picture itself is transparent. */
export function checkOwnTransparency(image: Picture): readonly PictureFault[] {
	return image.file?.info?.alpha === false || image.file?.transparent === false
		? [
				{
					text: `${image.label} has no transparency and Mask is empty. Give a mask, or make the parts that are to be edited transparent.`,
				},
			]
		: [];
}
