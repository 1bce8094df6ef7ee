import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { models } from '../catalogue/models';
import { toolText } from '../description/notices';
import { InvalidOrder, shown } from '../request/findings';
import type { Picture, PictureFile } from '../image/imageFile';
import { examinePicture } from '../image/imageFile';
import { titleOf } from '../image/imageInfo';
import { attempt } from '../shared/attempt';
import type { Chunks } from '../shared/streams';
import { isTool } from './asTool';
import type { Given } from './slots';
import { binaryFields, isEmptySlot, namedField, readGiven } from './slots';

/** Bytes; n8n's own 64 KB cost four times as many trips to the disk. */
const chunkSize = 256 * 1024;

export interface SlotReading {
	readonly pictures: readonly Picture[];
	/** What a user should know, one sentence each. */
	readonly warnings: readonly string[];
}

/** What a picture slot of a new node holds. */
const untouched = 'data';

/** Everything that reading one slot needs to know. */
interface SlotContext {
	readonly context: IExecuteFunctions;
	readonly item: number;
	readonly label: string;
	/** What a new node has in this slot. */
	readonly initial: string;
	/** Names of fields that other slots ask for. */
	readonly others: ReadonlySet<string>;
	/** Of the item. */
	readonly fields: Readonly<Record<string, IBinaryData>>;
}

type Found = Pick<Picture, 'file' | 'mode' | 'url'>;

/**
 * The pictures of one slot. Binary data is read as far as it tells what it is and whether it is whole;
 * addresses stay addresses.
 * @param label the parameter as the user sees it
 * @param initial what a new node has in this slot
 * @param others names of fields that other slots ask for
 * @throws InvalidOrder when the slot names something that is not there
 */
export async function readSlot(
	context: IExecuteFunctions,
	item: number,
	value: unknown,
	label: string,
	initial = '',
	others: ReadonlySet<string> = new Set(),
): Promise<SlotReading> {
	if (isEmptySlot(value)) return { pictures: [], warnings: [] };
	const fields = binaryFields(context, item);
	const slot: SlotContext = { context, item, label, initial, others, fields };
	const given = readGiven(value, label, fields);
	const warnings: string[] = [];
	const found: Found[] = [];
	for (const one of given) found.push(...(await read(slot, one, given.length === 1, warnings)));
	const pictures = found.map((picture, index) => ({
		...picture,
		label: found.length > 1 ? `${label} ${index + 1}` : label,
	}));
	return { pictures, warnings };
}

async function read(
	slot: SlotContext,
	given: Given,
	isAlone: boolean,
	warnings: string[],
): Promise<readonly Found[]> {
	const { context, fields, initial, item, label } = slot;
	switch (given.kind) {
		case 'url':
			return [{ mode: 'url', url: given.url }];
		case 'base64':
			return [{ mode: 'base64', file: await fromBase64(given.text, label) }];
		case 'binary':
			return [{ mode: 'binary', file: await fromBinary(context, given.binary, label) }];
		case 'all':
			return await allPictures(slot, warnings);
		case 'field': {
			const binary = namedField(context, item, given.name, fields);
			if (binary) return [{ mode: 'binary', file: await fromBinary(context, binary, label) }];
			if (isAlone && given.name === untouched && initial === untouched) {
				return [await lonePicture(slot)];
			}
			throw missing(slot, `no binary field ${shown(given.name)}`);
		}
	}
}

function missing({ context, fields, label }: SlotContext, what: string): InvalidOrder {
	if (isTool(context)) return new InvalidOrder([`${label}: ${toolText}`]);
	const names = Object.keys(fields);
	const has = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has no binary data at all.';
	return new InvalidOrder([
		`${label}: the input item has ${what}. ${has} Name a field that is there, or use a URL or base64.`,
	]);
}

/** The binary fields of an item that are pictures by their bytes, whatever type they were stored with. */
async function picturesOf({
	context,
	fields,
	label,
}: SlotContext): Promise<Array<{ readonly name: string; readonly file: PictureFile }>> {
	const files = await Promise.all(
		Object.entries(fields).map(async ([name, binary]) => ({
			name,
			file: await fromBinary(context, binary, label),
		})),
	);
	return files.filter(({ file }) => file.info !== undefined);
}

/** Forms, webhooks, chats and mails name a file as they like: where there is but one, it is meant. */
async function lonePicture(slot: SlotContext): Promise<Found> {
	const pictures = (await picturesOf(slot)).filter(({ name }) => !slot.others.has(name));
	const [only, ...more] = pictures;
	if (!only) throw missing(slot, `no binary field ${shown(untouched)}`);
	if (more.length === 0) return { mode: 'binary', file: only.file };
	const names = pictures.map(({ name }) => name).join(', ');
	throw new InvalidOrder([
		`${slot.label}: the input item has no binary field ${shown(untouched)}, but ${pictures.length} images: ${names}. Name the one that is meant, or write * for all of them.`,
	]);
}

/** The formats that some model takes. */
const taken: ReadonlySet<string> = new Set(
	models.flatMap(({ pictures }) =>
		Object.values(pictures).flatMap((specs) => specs.flatMap(({ limits }) => limits.types ?? [])),
	),
);

/** All pictures of an item, without those that no model takes, unless there are no others. */
async function allPictures(slot: SlotContext, warnings: string[]): Promise<readonly Found[]> {
	const pictures = await picturesOf(slot);
	if (pictures.length === 0) throw missing(slot, 'no image in any binary field');
	const fit = pictures.filter(({ file }) => taken.has(file.info?.type ?? ''));
	for (const { file, name } of fit.length > 0 ? pictures : []) {
		if (!file.info || taken.has(file.info.type)) continue;
		warnings.push(
			`${slot.label}: ${name} is ${titleOf(file.info)} file, which no model takes. It was left out of *.`,
		);
	}
	return (fit.length > 0 ? fit : pictures).map(({ file }) => ({ mode: 'binary', file }));
}

/** What was read of the items of a run; the preparation of an item may look at it more than once. */
const examined = new WeakMap<IExecuteFunctions, WeakMap<IBinaryData, Promise<PictureFile>>>();

async function fromBinary(
	context: IExecuteFunctions,
	binary: IBinaryData,
	label: string,
): Promise<PictureFile> {
	const before = examined.get(context) ?? new WeakMap<IBinaryData, Promise<PictureFile>>();
	examined.set(context, before);
	const reading = before.get(binary) ?? examineBinary(context, binary);
	before.set(binary, reading);
	const read = await attempt(async () => await reading);
	if (read.ok) return read.value;
	before.delete(binary);
	throw new InvalidOrder([
		`${label} (${binary.fileName ?? 'a file'}) is no longer in the store of n8n. Run the node that made it again.`,
	]);
}

async function examineBinary(
	context: IExecuteFunctions,
	{ data, fileName = '', id, mimeType }: IBinaryData,
): Promise<PictureFile> {
	// Only memory mode has no id: the bytes are held already.
	if (id === undefined) {
		return await examinePicture(
			async () => inTurns(Buffer.from(data, 'base64')),
			fileName,
			mimeType,
		);
	}
	const open = async () =>
		(await context.helpers.getBinaryStream(id, chunkSize)) as unknown as Chunks;
	return await examinePicture(open, fileName, mimeType, await storedSize(context, id));
}

/** @returns bytes, or undefined where the store does not tell: n8n makes 0 or NaN of a missing length */
async function storedSize(context: IExecuteFunctions, id: string): Promise<number | undefined> {
	const told = await attempt(async () => await context.helpers.getBinaryMetadata(id));
	const size = told.ok ? Number(told.value.fileSize) : 0;
	return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}

async function fromBase64(text: string, label: string): Promise<PictureFile> {
	const match = /^\s*data:([\w/.+-]*)(?:;[\w=-]+)*;base64,/i.exec(text);
	const bytes = Buffer.from(text.slice(match?.[0].length ?? 0), 'base64');
	const fileName = label.toLowerCase().replace(/\s+/g, '-');
	const declared = match?.[1] || 'application/octet-stream';
	return await examinePicture(async () => inTurns(bytes), fileName, declared);
}

/** Bytes that are looked at in one go: a hostile file takes a tenth of a second. */
const turn = 512 * 1024;

/** Bytes that are held, in pieces between which others have their turn. */
export async function* inTurns(bytes: Buffer): Chunks {
	for (let from = 0; from < bytes.length || from === 0; from += turn) {
		if (from > 0) await sleep(0);
		yield bytes.subarray(from, from + turn);
	}
}
