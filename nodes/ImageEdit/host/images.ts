import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InvalidOrder, shown } from '../request/findings';
import type { Picture, PictureFile } from '../image/imageFile';
import { examinePicture } from '../image/imageFile';
import { hasTransparentPixel } from '../image/pngTransparency';
import { attempt } from '../shared/attempt';
import { textOf } from '../shared/json';
import type { Chunks } from '../shared/streams';
import { allBytes, oneChunk } from '../shared/streams';

/** Bytes; n8n's own 64 KB cost four times as many trips to the disk. */
const chunkSize = 256 * 1024;

type Slot = { readonly mode: string; readonly value: unknown };

/** A slot as n8n hands it over; a tool or an old workflow may give plain text. */
function slotOf(value: unknown): Slot | undefined {
	if (typeof value === 'object' && value !== null && 'mode' in value && 'value' in value) {
		return { mode: String(value.mode), value: value.value };
	}
	return isBinary(value) || typeof value === 'string' ? { mode: 'binary', value } : undefined;
}

const isBinary = (value: unknown): value is IBinaryData =>
	typeof value === 'object' &&
	value !== null &&
	'mimeType' in value &&
	('id' in value || 'data' in value);

/** Whether a slot was left empty. */
export function isEmptySlot(value: unknown): boolean {
	const slot = slotOf(value);
	return !slot || slot.value === '' || slot.value === undefined || slot.value === null;
}

/**
 * The pictures of one slot. Of binary data the head is read, to know what it is; addresses stay addresses.
 * @param label the parameter as the user sees it
 * @throws InvalidOrder when the slot names something that is not there
 */
export async function readSlot(
	context: IExecuteFunctions,
	item: number,
	value: unknown,
	label: string,
): Promise<Picture[]> {
	const slot = slotOf(value);
	if (!slot || isEmptySlot(value)) return [];
	const text = textOf(slot.value).trim();
	if (text === '' && !isBinary(slot.value)) {
		throw new InvalidOrder([
			`${label} is ${shown(slot.value)}, but takes the name of a binary field, a URL or base64.`,
		]);
	}
	if (slot.mode === 'url') return [{ label, mode: 'url', url: text }];
	if (slot.mode === 'base64') {
		return [{ label, mode: 'base64', file: await fromBase64(text, label) }];
	}
	const found = isBinary(slot.value) ? [slot.value] : binariesOf(context, item, text, label);
	return await Promise.all(
		found.map(async (binary, index) => ({
			label: found.length > 1 ? `${label} ${index + 1}` : label,
			mode: 'binary' as const,
			file: await fromBinary(context, binary, label),
		})),
	);
}

function binariesOf(
	context: IExecuteFunctions,
	item: number,
	names: string,
	label: string,
): IBinaryData[] {
	const all = fieldsWithBinary(context, item);
	if (names.trim() === '*') {
		const pictures = Object.values(all).filter(({ mimeType }) => mimeType.startsWith('image/'));
		if (pictures.length === 0) throw missing(label, 'no picture in any binary field', all);
		return pictures;
	}
	return names
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '')
		.map((name) => {
			try {
				const own = Object.hasOwn(all, name) ? all[name] : undefined;
				return own ?? context.helpers.assertBinaryData(item, name);
			} catch {
				throw missing(label, `no binary field ${shown(name)}`, all);
			}
		});
}

function missing(
	label: string,
	what: string,
	all: Readonly<Record<string, IBinaryData>>,
): InvalidOrder {
	const names = Object.keys(all);
	const has = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has no binary data at all.';
	return new InvalidOrder([
		`${label}: the input item has ${what}. ${has} Name a field that is there, or use a URL or base64.`,
	]);
}

/** Binary data lies beside the JSON, or in n8n's combined mode inside it, under `_files` or anywhere. */
function fieldsWithBinary(context: IExecuteFunctions, item: number): Record<string, IBinaryData> {
	const { binary, json } = context.getInputData()[item] ?? { json: {} as IDataObject };
	const files = Object.entries((json._files ?? {}) as IDataObject);
	const inside = [...files, ...Object.entries(json)].filter(([, value]) => isBinary(value));
	return { ...(Object.fromEntries(inside) as unknown as Record<string, IBinaryData>), ...binary };
}

async function fromBinary(
	context: IExecuteFunctions,
	binary: IBinaryData,
	label: string,
): Promise<PictureFile> {
	const { fileName = '', id, mimeType } = binary;
	const examined = await attempt(async () => {
		// Only memory mode has no id: the bytes are held already.
		if (id === undefined) {
			const open = async () => oneChunk(Buffer.from(binary.data, 'base64'));
			return await examinePicture(open, fileName, mimeType);
		}
		const open = async (chunk = chunkSize) =>
			(await context.helpers.getBinaryStream(id, chunk)) as unknown as Chunks;
		return await examinePicture(open, fileName, mimeType, await storedSize(context, id));
	});
	if (examined.ok) return examined.value;
	throw new InvalidOrder([
		`${label} (${binary.fileName ?? 'a file'}) is no longer in the store of n8n. Run the node that made it again.`,
	]);
}

/** @returns bytes, or undefined where the store does not tell: n8n makes 0 or NaN of a missing length */
async function storedSize(context: IExecuteFunctions, id: string): Promise<number | undefined> {
	const told = await attempt(async () => await context.helpers.getBinaryMetadata(id));
	const size = told.ok ? Number(told.value.fileSize) : 0;
	return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}

async function fromBase64(text: string, label: string): Promise<PictureFile> {
	const match = /^\s*data:([\w/.+-]*)(?:;[\w=-]+)*;base64,/.exec(text);
	const bytes = Buffer.from(text.slice(match?.[0].length ?? 0), 'base64');
	const fileName = label.toLowerCase().replace(/\s+/g, '-');
	const declared = match?.[1] || 'application/octet-stream';
	return await examinePicture(async () => oneChunk(bytes), fileName, declared);
}

/** A mask without a transparent pixel changes nothing and is paid for all the same. */
export async function withTransparency(picture: Picture): Promise<Picture> {
	const { file } = picture;
	if (file?.info?.type !== 'png' || !file.info.alpha) return picture;
	const transparent = await hasTransparentPixel(await allBytes(await file.open()));
	return transparent === undefined ? picture : { ...picture, file: { ...file, transparent } };
}
