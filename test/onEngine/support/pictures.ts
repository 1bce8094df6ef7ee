import type { INodeExecutionData } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import sharp from 'sharp';

import type { PictureFormat } from '../../../tools/painter/commission';
import type { SampleName } from '../../../tools/painter/samples';
import { samplePicture } from '../../../tools/painter/samples';
import type { Rig } from './rig';

/** A drawing of the gateway, wide enough for every model. */
export interface TestPicture {
	/** As a test writes it down: `mug.png`. */
	readonly name: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: Buffer;
}

export const width = 320;
const known = new Map<string, string>();

/** @param fileName what the item calls it, if not by the name of the drawing */
export async function picture(
	drawing: SampleName,
	format: PictureFormat = 'png',
	fileName?: string,
): Promise<TestPicture> {
	const name = `${drawing}.${format === 'jpeg' ? 'jpg' : format}`;
	const bytes = await samplePicture(drawing, { width, format });
	const mimeType = `image/${format}`;
	const base64 = bytes.toString('base64');
	known.set(sha256(bytes), name);
	known.set(sha256(base64), `<base64 ${name}>`);
	known.set(sha256(`data:${mimeType};base64,${base64}`), `<data:${mimeType} ${name}>`);
	return { name, fileName: fileName ?? name, mimeType, bytes };
}

/** What a test calls the picture, the base64 or the data URI with this digest. */
export const nameOf = (digest: string): string => known.get(digest) ?? `unknown ${digest}`;

/** Where the gateway's image host has the same picture. */
export const addressOf = (rig: Rig, name: string) =>
	`${rig.gateway.fileOrigin}/samples/${name}?width=${width}`;

/** An input item with these pictures in its binary fields. */
export async function itemWith(
	rig: Rig,
	pictures: Readonly<Record<string, TestPicture>>,
	json: INodeExecutionData['json'] = {},
): Promise<INodeExecutionData> {
	const stored = Object.entries(pictures).map(async ([field, { bytes, fileName, mimeType }]) => [
		field,
		await rig.engine.storeBinary(bytes, fileName, mimeType),
	]);
	return { json, binary: Object.fromEntries(await Promise.all(stored)) };
}

export interface SeenPicture {
	readonly fileName: string | undefined;
	readonly mimeType: string;
	readonly format: string;
	readonly sides: readonly [number, number];
}

/** What a binary field of an output item says it is, and what its bytes are. */
export async function seen(
	rig: Rig,
	item: INodeExecutionData | undefined,
	field = 'data',
): Promise<SeenPicture> {
	const { bytes, binary } = await bytesOf(rig, item, field);
	const { format, width: across, height } = await sharp(bytes).metadata();
	const { fileName, mimeType } = binary;
	return { fileName, mimeType, format, sides: [across, height] };
}

export async function bytesOf(rig: Rig, item: INodeExecutionData | undefined, field = 'data') {
	const binary = item?.binary?.[field];
	if (!binary) throw new Error(`No binary field "${field}" in ${JSON.stringify(item)}`);
	return { binary, bytes: await rig.engine.readBinary(binary) };
}

export const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
