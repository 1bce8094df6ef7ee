import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { extensionOf, mimeTypeOf } from '../image/imageInfo';
import { plainAnswer, withoutBase64 } from '../shared/secrets';
import type { AnsweredTask } from '../answer/answeredTask';
import { rounded } from '../transport/budget';
import type { DeliveredPicture, Delivery } from '../transport/deliver';
import type { OutputSettings } from '../host/settings';

/** What belongs to the output of one input item beside its pictures. */
export interface Receipt {
	readonly item: number;
	/** As it was asked for; may be empty. */
	readonly model: string;
	/** Stands in the file name for a model that has no name. */
	readonly gateway: string;
	/** Not known of a task that was ordered elsewhere. */
	readonly requestKey?: string;
	readonly warnings: readonly string[];
	/** Number of Images, where it was set. */
	readonly ordered?: number;
	readonly price?: number;
	/** Name of the first input picture. */
	readonly inputName: string;
	/** As a tool of an AI agent: addresses and facts, no binary data. */
	readonly asTool: boolean;
}

/** One item for each picture, or one for all of them. */
export function itemsOf(
	delivery: Delivery<IBinaryData>,
	receipt: Receipt,
	settings: OutputSettings,
): INodeExecutionData[] {
	const { pictures } = delivery;
	const files = pictures.map((picture, index) => fileOf(picture, index, receipt, settings));
	const shared = sharedFacts(delivery, receipt, settings);
	const pairedItem = { item: receipt.item };
	if (settings.mode === 'itemPerImage') {
		const cost = share(receipt.price, pictures.length);
		return files.map(({ binary, facts }, index) => ({
			json: { ...shared, index, count: files.length, ...facts, ...cost },
			...(binary && !receipt.asTool ? { binary: { [settings.binaryField]: binary } } : {}),
			pairedItem,
		}));
	}
	const held = files.flatMap(({ binary }) => binary ?? []);
	const named = held.map((binary, index) => [
		index === 0 ? settings.binaryField : `${settings.binaryField}_${index}`,
		binary,
	]);
	// Of files, the binary data itself tells; addresses stand nowhere else.
	const onlyAddresses = receipt.asTool || held.length < files.length;
	const described = files.length > 1 && (settings.includeRaw || onlyAddresses);
	return [
		{
			json: {
				...shared,
				index: 0,
				count: files.length,
				...files[0]?.facts,
				...(described ? { images: files.map(({ facts }, index) => ({ index, ...facts })) } : {}),
				...share(receipt.price, 1),
			},
			...(held.length > 0 && !receipt.asTool ? { binary: Object.fromEntries(named) } : {}),
			pairedItem,
		},
	];
}

function sharedFacts(
	delivery: Delivery<IBinaryData>,
	receipt: Receipt,
	settings: OutputSettings,
): IDataObject {
	const { body, missing, pictures, requestId, taskId, usage } = delivery;
	const ofPictures = pictures.flatMap(({ stored }) => stored?.warnings ?? []);
	const warnings = [
		...receipt.warnings,
		...missing,
		...new Set(ofPictures),
		...shortfall(delivery, receipt),
	];
	return {
		model: receipt.model,
		...(receipt.requestKey === undefined ? {} : { requestKey: receipt.requestKey }),
		...(usage ? { usage: plainAnswer(usage) as IDataObject } : {}),
		...(requestId === undefined ? {} : { requestId }),
		...(taskId === undefined ? {} : { taskId }),
		...(warnings.length > 0 ? { warnings } : {}),
		...(settings.includeRaw && body !== undefined ? { raw: plainAnswer(body) as IDataObject } : {}),
	};
}

/** Some gateways make fewer pictures without a word. */
function shortfall(
	{ missing, pictures: { length } }: Delivery<IBinaryData>,
	{ ordered = 0 }: Receipt,
): readonly string[] {
	const isTold = missing.length > 0 || length >= ordered;
	return isTold ? [] : [`${ordered} pictures were ordered, but ${length} came.`];
}

function fileOf(
	picture: DeliveredPicture<IBinaryData>,
	index: number,
	receipt: Receipt,
	settings: OutputSettings,
): { facts: IDataObject; binary?: IBinaryData } {
	const { revisedPrompt, stored, url } = picture;
	const more: IDataObject = {
		// A data URI is base64 all the same.
		...(url === undefined || url.startsWith('data:') ? {} : { url }),
		...(revisedPrompt === undefined ? {} : { revisedPrompt: withoutBase64(revisedPrompt) }),
	};
	if (!stored) return { facts: more };
	const { bytes, info } = stored;
	const fileName = `${baseName(settings.fileName, index, receipt)}.${extensionOf(info)}`;
	const mimeType = mimeTypeOf(info);
	const sides = info.width === undefined ? {} : { width: info.width, height: info.height };
	const facts = { fileName, mimeType, ...sides, bytes, ...more };
	return { facts, binary: { ...stored.binary, fileName, mimeType } };
}

function baseName(template: string, index: number, receipt: Receipt): string {
	const values: Readonly<Record<string, string>> = {
		name: receipt.inputName.replace(/\.[A-Za-z0-9]{1,5}$/, '') || 'image',
		model: receipt.model || receipt.gateway,
		item: String(receipt.item + 1),
		index: String(index + 1),
	};
	const filled = template.replace(
		/\{(name|model|item|index)\}/g,
		(_all, key: string) => values[key] ?? '',
	);
	// eslint-plugin forbids control characters in literals; the same set as n8n's own sanitiser.
	return firstBytes(filled.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_'), longestName) || 'image';
}

/** Bytes: file systems take 255, and names of n8n's own may come before it. */
const longestName = 180;

/** As many whole characters as have room. */
function firstBytes(text: string, most: number): string {
	const cut = Buffer.from(text)
		.subarray(0, most + 1)
		.toString();
	const whole = [...cut];
	while (Buffer.byteLength(whole.join('')) > most) whole.pop();
	return whole.join('');
}

const share = (price: number | undefined, parts: number): IDataObject =>
	price === undefined ? {} : { cost: rounded(price / parts) };

/** An order that is worked on: what Task / Get needs. */
export const taskItem = (task: AnsweredTask, model: string, item: number): INodeExecutionData => ({
	json: { taskId: task.taskId, status: task.status, model },
	pairedItem: { item },
});
