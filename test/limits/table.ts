import type { IExecuteFunctions } from 'n8n-workflow';
import { Readable } from 'node:stream';
import { decode } from '../../nodes/ImageEdit/answer/decode';
import { taskIdFault } from '../../nodes/ImageEdit/answer/answeredTask';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { mostPictures } from '../../nodes/ImageEdit/answer/spool';
import type { Operation } from '../../nodes/ImageEdit/catalogue/types';
import { fetchModels } from '../../nodes/ImageEdit/host/http';
import {
	readOutputSettings,
	readRunSettings,
	readTaskSettings,
} from '../../nodes/ImageEdit/host/settings';
import { storeOf } from '../../nodes/ImageEdit/host/store';
import { maxAreaFactor } from '../../nodes/ImageEdit/request/expandRatios';
import { checkMarkup, checkMask } from '../../nodes/ImageEdit/request/checkPictures';
import { clean, shownAddress } from '../../nodes/ImageEdit/shared/clean';
import { mostValues, parseJson } from '../../nodes/ImageEdit/shared/json';
import { plainAnswer } from '../../nodes/ImageEdit/shared/secrets';
import { awaitTask } from '../../nodes/ImageEdit/transport/awaitTask';
import { deliverAll } from '../../nodes/ImageEdit/transport/deliver';
import { download } from '../../nodes/ImageEdit/transport/download';
import { findLost } from '../../nodes/ImageEdit/transport/findLost';
import { waitUntilOneIsLeft } from '../../nodes/ImageEdit/transport/rateLimitHeaders';
import { receive } from '../../nodes/ImageEdit/transport/receive';
import { RecentStarts } from '../../nodes/ImageEdit/transport/recentStarts';
import { longestWait } from '../../nodes/ImageEdit/transport/retry';
import { retrying } from '../../nodes/ImageEdit/transport/retrying';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { refusals } from '../helpers/orders';
import { chunked, drawPicture, urlPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';
import { catalogueLimits } from './catalogueLimits';
import type { Limit } from './limit';

const mebibyte = 1024 * 1024;
const base = 'https://gateway.example/v1';

async function works(work: () => unknown): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (error) {
		if (error instanceof RangeError || error instanceof GatewayFailure) return false;
		throw error;
	}
}

const responseOf = (text: string) => ({
	status: 200,
	headers: {},
	body: chunked(Buffer.from(text), 64 * 1024),
	source: undefined,
});

/** Words, since base64 is taken out of a text. */
const words = (length: number) => 'a word '.repeat(Math.ceil(length / 7)).slice(0, length);

async function isReceived(text: string): Promise<boolean> {
	const { failure } = await receive(responseOf(text), memoryStore);
	return failure === undefined;
}

const base64 = `"data:image/png;base64,${'iVBORw0KGgo'.padEnd(5_000, 'A')}"`;

function addressesKept(count: number): boolean {
	const data = Array.from({ length: count }, (_none, at) => ({
		url: `https://files.example/${at}.png`,
	}));
	const text = JSON.stringify({ data });
	const { broken, pictures } = decode({ status: 200, headers: {}, text });
	return broken === undefined && pictures.length === count;
}

const task = { taskId: 't1', status: '' };

/** Waits for a task that is answered so. */
async function waitedFor(replies: readonly Reply[]) {
	const clock = virtualClock();
	const deps = {
		http: fakeWeb({ [`${base}/tasks/t1`]: replies }).http,
		store: memoryStore,
		clock,
		settings: { pollInterval: 1_000, maxWait: 1e9, pollPath: '' },
		base,
		orderPaths: [],
		found: {},
		taskPaths: ['/tasks/{taskId}'],
	};
	return { clock, deps, work: async () => await clock.run(awaitTask(deps, task)) };
}

const finished = { status: 'succeeded', data: [{ url: 'https://files.example/1.png' }] };

async function pollOfSize(size: number): Promise<boolean> {
	const text = JSON.stringify(finished);
	const { work } = await waitedFor([{ body: text.padEnd(size, ' ') }]);
	return await works(work);
}

async function pollWaits(seconds: number): Promise<boolean> {
	const headers = { 'retry-after': String(seconds) };
	const { clock, work } = await waitedFor([
		{ body: { status: 'running', task_id: 't1' }, headers },
		{ body: finished },
	]);
	await work();
	return clock.sleeps[0] === seconds * 1_000;
}

async function lostIsFoundAfter(tries: number): Promise<boolean> {
	const absent = Array<Reply>(tries - 1).fill({ status: 404 });
	const { clock, deps } = await waitedFor([
		...absent,
		{ body: { task_id: 't1', task_status: 'processing' } },
	]);
	return (await clock.run(findLost(deps, 't1'))) !== undefined;
}

async function listOfSize(size: number): Promise<boolean> {
	const list = JSON.stringify({ data: [{ id: 'a' }] }).padEnd(size, ' ');
	const context = {
		helpers: {
			httpRequestWithAuthentication: async () => ({
				body: Readable.from(chunked(Buffer.from(list), 64 * 1024)),
				headers: {},
				statusCode: 200,
			}),
		},
	};
	const { body } = await fetchModels(context as unknown as IExecuteFunctions, base, '/models');
	return body !== undefined;
}

const fileAddress = 'https://files.example/0.png';

async function fetched(replies: Readonly<Record<string, readonly Reply[]>>): Promise<boolean> {
	const clock = virtualClock();
	const { http } = fakeWeb(replies);
	return await works(
		async () => await clock.run(download(http, memoryStore, fileAddress, base, clock)),
	);
}

async function fetchedOverRedirects(count: number): Promise<boolean> {
	const hops = Array.from({ length: count }, (_none, at) => [
		`https://files.example/${at}.png`,
		[{ status: 302, headers: { location: `/${at + 1}.png` } }],
	]);
	const last = [`https://files.example/${count}.png`, [{ body: await drawPicture() }]];
	return await fetched(Object.fromEntries([...hops, last]) as Record<string, readonly Reply[]>);
}

async function fetchedAtTry(count: number): Promise<boolean> {
	const broken = Array<Reply>(count - 1).fill({ status: 503 });
	return await fetched({ [fileAddress]: [...broken, { body: await drawPicture() }] });
}

const placedWith = (count: number) => ({
	answer: {
		pictures: Array.from({ length: count }, (_none, at) => ({
			kind: 'url' as const,
			url: `https://files.example/${at}.png`,
		})),
		body: undefined,
	},
	spooled: [],
});

async function isAwaited(seconds: number): Promise<boolean> {
	const clock = virtualClock();
	const headers = { 'retry-after': String(seconds) };
	const replies = [{ status: 404, headers }, { body: await drawPicture() }];
	const { http } = fakeWeb({ [fileAddress]: replies });
	const deps = { http, store: memoryStore, clock, download: true, base };
	return await works(async () => await clock.run(deliverAll(deps, placedWith(1))));
}

/** Whether so many images of one answer are fetched all at once. */
async function areFetchedAtOnce(count: number): Promise<boolean> {
	const clock = virtualClock();
	const bytes = await drawPicture();
	let [now, most] = [0, 0];
	const get = async () => {
		most = Math.max(most, ++now);
		await clock.sleep(100);
		now--;
		return { status: 200, headers: {}, body: chunked(bytes), source: undefined };
	};
	const http = { ...fakeWeb({}).http, get };
	const deps = { http, store: memoryStore, clock, download: true, base };
	await clock.run(deliverAll(deps, placedWith(count)));
	return most === count;
}

/** A PNG of any size, in pieces: a chunk that nobody knows holds what is missing. */
async function* pngOfSize(size: number) {
	const png = await drawPicture();
	const end = png.length - 12;
	const head = Buffer.alloc(8);
	const filling = size - png.length - 12;
	head.writeUInt32BE(filling, 0);
	head.write('teSt', 4, 'latin1');
	yield Buffer.concat([png.subarray(0, end), head]);
	const zeros = Buffer.alloc(mebibyte);
	for (let left = filling + 4; left > 0; left -= zeros.length)
		yield left < zeros.length ? zeros.subarray(0, left) : zeros;
	yield png.subarray(end);
}

/** @param maxFileSize as the editor stores it; undefined = not set */
const storesUpTo = (maxFileSize: number | undefined) => async (size: number) => {
	const given = maxFileSize === undefined ? {} : { maxFileSize };
	const context = {
		getNodeParameter: () => given,
		helpers: {
			prepareBinaryData: async (stream: AsyncIterable<Uint8Array>) => {
				for await (const chunk of stream) void chunk;
				return {};
			},
		},
	} as unknown as IExecuteFunctions;
	const store = storeOf(context, readOutputSettings(context, 0).maxFileSize);
	const response = { status: 200, headers: {}, source: Readable.from([]), body: pngOfSize(size) };
	return await works(async () => {
		const stored = await store(pngOfSize(size), response);
		if (stored?.bytes !== size) throw new Error(`${stored?.bytes} bytes were stored`);
	});
};

/** What is read of a setting is what was given. */
const isRead = (
	read: (context: IExecuteFunctions) => object,
	name: string,
	unit = 1,
): Limit['lets'] => {
	return (size) => {
		const context = { getNodeParameter: () => ({ [name]: size }) };
		const settings = read(context as unknown as IExecuteFunctions) as Record<string, unknown>;
		return Math.abs(Number(settings[name]) - size * unit) < 1e-6;
	};
};

const ofRun = readRunSettings;
const ofTask = (context: IExecuteFunctions) => readTaskSettings(context, 0);
const ofOutput = (context: IExecuteFunctions) => readOutputSettings(context, 0);

async function orderWaits(seconds: number): Promise<boolean> {
	const clock = virtualClock();
	const failure = new GatewayFailure('no', { kind: 'busy' }, { 'retry-after': String(seconds) });
	let tries = 0;
	const once = async () => {
		if (++tries === 1) throw failure;
	};
	const attempts = {
		policy: { maxTries: 2, retryAmbiguous: false },
		clock,
		throttle: new Throttle(clock, { concurrency: 1, requestsPerMinute: 0 }),
		beforeOrder: () => undefined,
		onRepeat: () => undefined,
	};
	return await works(async () => await clock.run(retrying(once, attempts)));
}

const pictureOfSides = (label: string, width: number, height: number) => ({
	label,
	mode: 'binary' as const,
	file: {
		info: { type: 'png' as const, width, height, alpha: true },
		bytes: 1_000,
		fileName: 'a.png',
		mimeType: 'image/png',
		open: () => chunked(Buffer.alloc(0)),
	},
});
const besideImage = (check: typeof checkMask, sides: (side: number) => [number, number]) => {
	return (side: number) => {
		const overlay = pictureOfSides('Overlay', ...sides(side));
		return check(overlay as never, pictureOfSides('Image', 640, 480) as never).length === 0;
	};
};
const checkMarkupAlone: typeof checkMask = (markup, image) => checkMarkup(markup, image, undefined);

/** @param factor the new area ÷ the old one */
function expandsTo(factor: number): boolean {
	const values = {
		leftExpansionRatio: 0.5,
		rightExpansionRatio: 0.5,
		upExpansionRatio: factor / 2 - 1,
		downExpansionRatio: 0,
	};
	const choice = { model: 'kling-image', operation: 'expand' as Operation };
	const found = refusals(choice, { values, pictures: { images: [urlPicture(fileAddress)] } });
	return !found.some((sentence) => /times as large/.test(sentence));
}

const startedAt = (at: number) => ({ at, isTry: false, level: 0, isRefused: false });

function startsKept(count: number): boolean {
	const recent = new RecentStarts();
	for (let index = 0; index < count; index++) recent.add(startedAt(1));
	return recent.accepted(2, 2).length === count;
}

function startIsKeptFor(milliseconds: number): boolean {
	const recent = new RecentStarts();
	recent.add(startedAt(1_000));
	return recent.accepted(1_000 + milliseconds, 1_000).length === 1;
}

/** A new limit is tested by its row: at it, a step below and a step above. */
export const limits: readonly Limit[] = [
	{
		what: 'bytes of the text of a response',
		at: 4 * mebibyte,
		side: 'most',
		lets: async (size) => await isReceived(words(size)),
	},
	{
		what: 'separators of the values of a response',
		at: mostValues,
		side: 'most',
		lets: async (size) => await isReceived(`[${'1,'.repeat(size - 1)}1]`),
	},
	{
		what: 'images of a response as base64',
		at: mostPictures,
		side: 'most',
		lets: async (size) => await isReceived(`[${Array(size).fill(base64).join()}]`),
	},
	{ what: 'images of a response as addresses', at: 100, side: 'most', lets: addressesKept },
	{
		what: 'values of JSON',
		at: 100_000,
		side: 'most',
		lets: async (size) => await works(() => parseJson(`[${'1,'.repeat(size - 2)}1]`)),
	},
	{
		what: 'levels of JSON',
		at: 2_500,
		side: 'most',
		lets: async (size) => await works(() => parseJson('['.repeat(size) + ']'.repeat(size))),
	},
	{
		what: 'levels of a response that is put out',
		at: 200,
		side: 'most',
		lets: (size) => {
			const nested = JSON.parse('['.repeat(size) + ']'.repeat(size)) as unknown;
			return !JSON.stringify(plainAnswer(nested)).includes('…');
		},
	},
	{
		what: 'characters of a message',
		at: 600,
		side: 'most',
		lets: (size) => clean(words(size).replace(/ /g, '.')).length === size,
	},
	{
		what: 'characters of an address in a message',
		at: 2_000,
		side: 'most',
		lets: (size) => shownAddress('https://files.example/'.padEnd(size, 'a')).length === size,
	},
	{
		what: "characters of a task's ID",
		at: 200,
		side: 'most',
		lets: (size) => taskIdFault('a'.repeat(size)) === undefined,
	},
	{ what: 'bytes of a response to a poll', at: mebibyte, side: 'most', lets: pollOfSize },
	{ what: 'seconds that a poll waits when asked', at: 60, side: 'most', lets: pollWaits },
	{ what: 'searches for a lost order', at: 3, side: 'most', lets: lostIsFoundAfter },
	{ what: 'bytes of a model list', at: 8 * mebibyte, side: 'most', lets: listOfSize },
	{ what: 'redirects of a download', at: 5, side: 'most', lets: fetchedOverRedirects },
	{ what: 'tries of a download', at: 4, side: 'most', lets: fetchedAtTry },
	{ what: 'images of one answer fetched at once', at: 4, side: 'most', lets: areFetchedAtOnce },
	{ what: 'seconds that a file may come late', at: 8, side: 'most', lets: isAwaited },
	{
		what: 'bytes of an image when nothing is set',
		at: 100 * mebibyte,
		side: 'most',
		lets: storesUpTo(undefined),
	},
	{ what: 'bytes of an image at 3 MB', at: 3 * mebibyte, side: 'most', lets: storesUpTo(3) },
	{
		what: 'seconds that a request waits when asked',
		at: longestWait / 1_000,
		side: 'most',
		lets: orderWaits,
	},
	{
		what: 'seconds that all wait when no request is left',
		at: 60,
		side: 'most',
		lets: (size) => {
			const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(size) };
			return waitUntilOneIsLeft(headers, 0) === size * 1_000;
		},
	},
	{ what: 'Concurrency', at: 1, side: 'least', lets: isRead(ofRun, 'concurrency') },
	{
		what: 'Requests per Minute',
		at: 0,
		side: 'least',
		lets: isRead(ofRun, 'requestsPerMinute'),
	},
	{ what: 'Max Tries', at: 1, side: 'least', lets: isRead(ofRun, 'maxTries') },
	{ what: 'Max Cost', at: 0, side: 'least', step: 0.01, lets: isRead(ofRun, 'maxCost') },
	{
		what: 'seconds of Timeout, short',
		at: 1,
		side: 'least',
		step: 0.1,
		lets: isRead(ofRun, 'timeout', 1_000),
	},
	{
		what: "seconds of Timeout, long: Node's timers end at 2^31 ms",
		at: (2 ** 31 - 10_000) / 1_000,
		side: 'most',
		step: 0.001,
		lets: isRead(ofRun, 'timeout', 1_000),
	},
	{
		what: 'seconds of Poll Interval',
		at: 0.1,
		side: 'least',
		step: 0.01,
		lets: isRead(ofTask, 'pollInterval', 1_000),
	},
	{ what: 'seconds of Max Wait', at: 0, side: 'least', lets: isRead(ofTask, 'maxWait', 1_000) },
	{ what: 'Open Tasks', at: 1, side: 'least', lets: isRead(ofTask, 'openTasks') },
	{
		what: 'megabytes of Max File Size',
		at: 0.001,
		side: 'least',
		step: 0.0001,
		lets: isRead(ofOutput, 'maxFileSize', mebibyte),
	},
	{
		what: 'width of a mask',
		at: 640,
		side: 'only',
		lets: besideImage(checkMask, (side) => [side, 480]),
	},
	{
		what: 'height of a mask',
		at: 480,
		side: 'only',
		lets: besideImage(checkMask, (side) => [640, side]),
	},
	{
		what: 'width of a markup',
		at: 640,
		side: 'only',
		lets: besideImage(checkMarkupAlone, (side) => [side, 480]),
	},
	{
		what: 'height of a markup',
		at: 480,
		side: 'only',
		lets: besideImage(checkMarkupAlone, (side) => [640, side]),
	},
	{
		what: 'area of an expanded image ÷ that of the old one',
		at: maxAreaFactor,
		side: 'most',
		step: 0.001,
		lets: expandsTo,
	},
	{ what: 'starts that are remembered', at: 500, side: 'most', lets: startsKept },
	{
		what: 'milliseconds that a start is remembered',
		at: 19_999,
		side: 'most',
		lets: startIsKeptFor,
	},
	...catalogueLimits(),
];
