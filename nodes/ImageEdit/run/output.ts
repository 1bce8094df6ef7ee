import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { extensionOf, mimeTypeOf } from '../image/imageInfo';
import type { Receipt } from './receipt';
import { shortfalls } from './shortfalls';
import { jsonOf } from '../shared/json';
import { plainAnswer, withoutBase64 } from '../shared/secrets';
import type { AnsweredTask } from '../answer/answeredTask';
import { rounded } from '../transport/budget';
import type { DeliveredPicture, Delivery } from '../transport/deliver';
import type { OutputSettings } from '../host/settings';

/** One item for each picture, or one for all of them. */
export function itemsOf(
	delivery: Delivery<IBinaryData>,
	receipt: Receipt,
	settings: OutputSettings,
): INodeExecutionData[] {
	const { pictures } = delivery;
	const files = pictures.map((picture, index) => fileOf(picture, index, receipt, settings));
	const shared = sharedFacts(delivery, receipt);
	const raw = rawOf(delivery, settings);
	const pairedItem = { item: receipt.item };
	if (settings.mode === 'itemPerImage') {
		const cost = share(receipt.price, pictures.length);
		return files.map(({ binary, facts }, index) => ({
			json: inOrder({
				...shared,
				...(index === 0 ? raw : {}),
				index,
				count: files.length,
				...facts,
				...cost,
			}),
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
			json: inOrder({
				...shared,
				...raw,
				index: 0,
				count: files.length,
				...files[0]?.facts,
				...(described ? { images: files.map(({ facts }, index) => ({ index, ...facts })) } : {}),
				...share(receipt.price, 1),
			}),
			...(held.length > 0 && !receipt.asTool ? { binary: Object.fromEntries(named) } : {}),
			pairedItem,
		},
	];
}

/** What is looked at first stands first: n8n's table shows the first columns. */
const order =
	'fileName width height mimeType bytes url model cost revisedPrompt warnings index count usage taskId requestId requestKey'.split(
		' ',
	);

function inOrder(facts: IDataObject): IDataObject {
	const known = order.filter((name) => name in facts).map((name) => [name, facts[name]]);
	const others = Object.entries(facts).filter(([name]) => !order.includes(name));
	return Object.fromEntries([...known, ...others]) as IDataObject;
}

function sharedFacts(delivery: Delivery<IBinaryData>, receipt: Receipt): IDataObject {
	const { missing, pictures, requestId, taskId, usage } = delivery;
	const ofPictures = pictures.flatMap(({ stored }) => stored?.warnings ?? []);
	const warnings = [
		...receipt.warnings,
		...missing,
		...new Set(ofPictures),
		...shortfalls(delivery, receipt),
	];
	return {
		model: receipt.model,
		...(receipt.requestKey === undefined ? {} : { requestKey: receipt.requestKey }),
		...(usage ? { usage: plainAnswer(usage) as IDataObject } : {}),
		...(requestId === undefined ? {} : { requestId }),
		...(taskId === undefined ? {} : { taskId }),
		...(warnings.length > 0 ? { warnings } : {}),
	};
}

/** Characters: n8n cannot keep an output that is much larger. */
const longestRaw = 256 * 1024;

/** The response as it came, for one item alone: a copy on each of a hundred is more than n8n can keep. */
function rawOf({ body }: Delivery<IBinaryData>, settings: OutputSettings): IDataObject {
	if (!settings.includeRaw || body === undefined) return {};
	const plain = plainAnswer(body) as IDataObject;
	const text = jsonOf(plain);
	if (text.length <= longestRaw) return { raw: plain };
	return { raw: `${text.slice(0, longestRaw)} … cut: ${text.length} characters in all` };
}

function fileOf(
	picture: DeliveredPicture<IBinaryData>,
	index: number,
	receipt: Receipt,
	settings: OutputSettings,
): { facts: IDataObject; binary?: IBinaryData } {
	const { revisedPrompt, stored, url } = picture;
	const more: IDataObject = {
		// A data URI is base64, too.
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
	// Cut short each by itself, so that the numbers behind them stay.
	const values: Readonly<Record<string, string>> = {
		name: cutTo(receipt.inputName.replace(/\.[A-Za-z0-9]{1,5}$/, ''), 80) || 'image',
		model: cutTo(receipt.model || receipt.gateway, 60),
		execution: receipt.execution,
		run: receipt.run,
		item: String(receipt.item + 1),
		index: String(index + 1),
	};
	const filled = template.replace(
		/\{(name|model|execution|run|item|index)\}/g,
		(_all, key: string) => values[key] ?? '',
	);
	// eslint-plugin forbids control characters in literals; the set of n8n's own sanitiser, and what breaks
	// the URLs of AWS S3, S3, Nextcloud and HTTP Request.
	return cutTo(filled.replace(/[\\/:*?"<>|#%\p{Cc}]/gu, '_'), maxNameBytes) || 'image';
}

/** File systems take 255 bytes, and others add to a name. */
const maxNameBytes = 180;

function cutTo(text: string, bytes: number): string {
	let cut = '';
	let size = 0;
	for (const character of text) {
		size += Buffer.byteLength(character);
		if (size > bytes) break;
		cut += character;
	}
	return cut;
}

const share = (price: number | undefined, parts: number): IDataObject =>
	price === undefined ? {} : { cost: rounded(price / parts) };

/** An order that is worked on: what Task / Get needs. */
export const taskItem = (task: AnsweredTask, model: string, item: number): INodeExecutionData => ({
	json: { taskId: task.taskId, status: task.status, model },
	pairedItem: { item },
});
