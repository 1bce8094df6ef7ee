import { GatewayFailure, ruleOf } from '../answer/failures';
import { attempt } from '../shared/attempt';
import { follow, refuseInside } from './follow';
import { isInternal } from './publicAddress';
import type { Clock } from './clock';
import { askedWait, waitBefore } from './retry';
import type { Store, StoredPicture, HttpClient } from './httpClient';
import { clean, shownAddress } from '../shared/clean';
import { parseJsonOr } from '../shared/json';
import { drain, peek, readAndLetGo } from '../shared/streams';
import { readErrorBody } from '../answer/reportedError';

const maxTries = 4;
const smallBody = 64 * 1024;

/**
 * Where a picture of an answer really is.
 * @param gatewayUrl any address of the gateway; relative addresses are resolved against its origin
 * @returns undefined for anything but http and https
 */
export function resultAddress(url: string, gatewayUrl: string): URL | undefined {
	try {
		const address = new URL(url, new URL(gatewayUrl).origin);
		return /^https?:$/.test(address.protocol) ? address : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The address of an image, if it may be opened: by this node, or by whoever it is handed on to.
 * @throws GatewayFailure
 */
export function checkedAddress(url: string, gatewayUrl: string): URL {
	const address = resultAddress(url, gatewayUrl);
	if (!address) throw downloadFailure(url, 'is not a web address');
	const gateway = new URL(gatewayUrl);
	refuseInside(address, address, gateway, isInternal(gateway));
	return address;
}

/** A web page was found where an image was expected. */
export class NotAPicture extends GatewayFailure {}

/**
 * Fetches a picture that was already paid for, several times if need be: the order is never repeated
 * for it. The key goes along only to the gateway itself.
 * @param lateUntil by the clock: until then, a file that is not there yet is asked for again
 * @param patientUntil by the clock: no wait that a host asks for goes beyond
 * @throws GatewayFailure of kind `download`, with the address in the message
 */
export async function download<Binary>(
	http: HttpClient,
	store: Store<Binary>,
	url: string,
	gatewayUrl: string,
	clock: Clock,
	lateUntil = Infinity,
	patientUntil = Infinity,
): Promise<StoredPicture<Binary>> {
	const address = checkedAddress(url, gatewayUrl);
	for (let tries = 1; ; tries++) {
		const tried = await attempt(async () => {
			const response = await follow(http, address, gatewayUrl, false);
			const { headers, status } = response;
			return await readAndLetGo(response.body, async (body) => {
				const { all, head } = await peek(body, mostWords);
				if (status === 200) return { headers, status, head, picture: await store(all, response) };
				await drain(all[Symbol.asyncIterator](), smallBody);
				return { headers, status, head, picture: undefined };
			});
		});
		if (tried.ok && tried.value.picture) return tried.value.picture;
		const failure = tried.ok ? answeredWrong(url, tried.value) : tried.error;
		if (!(failure instanceof GatewayFailure)) throw failure;
		const { kind, status } = failure.facts;
		if (kind === 'store') {
			throw new GatewayFailure(
				`${failure.message} It stays available at ${shownAddress(url)} for some time.`,
				failure.facts,
			);
		}
		// A rule of this n8n: its words name neither the address nor that the image was paid for.
		if (kind === 'refused') throw downloadFailure(url, `was not fetched. ${failure.message}`);
		const { fetchAgain } = ruleOf(kind);
		const headers = tried.ok ? tried.value.headers : {};
		const wait = waitBefore(tries, askedWait(headers, clock.date()), clock.random());
		// Hosts show new files late: for some seconds they are not there, not allowed, or empty.
		const isLate = tried.ok && (lateStatus.has(tried.value.status) || isEmpty(tried.value));
		const isOver = isLate ? clock.now() + wait > lateUntil : isFinal(status);
		if (fetchAgain === undefined || isOver) throw failure;
		if (tries >= maxTries || clock.now() + wait > patientUntil) {
			throw kind === 'download' ? failure : downloadFailure(url, fetchAgain);
		}
		await clock.sleep(wait);
	}
}

/** Bytes from the start of an answer in which a host may say what is wrong. */
const mostWords = 2_048;

const lateStatus: ReadonlySet<number> = new Set([403, 404, 409, 425]);

const isEmpty = ({ head, status }: Fetched) => status === 200 && head.length === 0;

/** Asking again does not help: no rights, gone, or something that is no picture. */
const isFinal = (status: number | undefined) =>
	status !== undefined && [200, 401, 410].includes(status);

interface Fetched {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	/** The beginning of the body. */
	readonly head: Buffer;
}

function answeredWrong(url: string, fetched: Fetched): GatewayFailure {
	const { headers, status } = fetched;
	const said = isEmpty(fetched) ? '' : reasonIn(fetched.head.toString());
	const what = isEmpty(fetched)
		? 'is empty'
		: status === 200
			? 'holds no image'
			: `responded with ${status}`;
	const failure = downloadFailure(url, `${what}${said === '' ? '' : `: ${said}`}`, status);
	const isPage =
		status === 200 &&
		(/^text\/html/i.test(String(headers['content-type'] ?? '')) ||
			/^\s*<(!doctype html|html)/i.test(fetched.head.toString('latin1')));
	return isPage ? new NotAPicture(failure.message, failure.facts, headers) : failure;
}

/** The host's own words: JSON, XML as object stores write it, or a short text; a web page says nothing. */
function reasonIn(text: string): string {
	const told = readErrorBody(parseJsonOr(text, undefined))?.message;
	const tags = [/<Code>([^<]{1,100})</, /<Message>([^<]{1,300})</].map(
		(tag) => tag.exec(text)?.[1],
	);
	const isText = /^[^<{[\0-\x08\uFFFD]{1,300}$/.test(text);
	const found =
		told ?? (tags.filter((tag) => tag !== undefined).join(': ') || (isText ? text : ''));
	return clean(found).replace(/(?<!\.)\.+$/, '');
}

const downloadFailure = (url: string, reason: string, status?: number) =>
	new GatewayFailure(
		`The image was made, but its address ${shownAddress(url)} ${reason.replace(/\.$/, '')}.`,
		{ kind: 'download', ...(status === undefined ? {} : { status }) },
	);
