import { GatewayFailure, ruleOf } from '../answer/failures';
import { attempt, drain } from '../shared/attempt';
import { follow } from './follow';
import type { Clock } from './clock';
import { waitBefore } from './retry';
import type { Store, StoredPicture, HttpClient } from './httpClient';
import { clean } from '../shared/clean';

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
 * Fetches a picture that was already paid for, several times if need be: the order is never repeated
 * for it. The key goes along only to the gateway itself.
 * @throws GatewayFailure of kind `download`, with the address in the message
 */
export async function download<Binary>(
	http: HttpClient,
	store: Store<Binary>,
	url: string,
	gatewayUrl: string,
	clock: Clock,
): Promise<StoredPicture<Binary>> {
	const address = resultAddress(url, gatewayUrl);
	if (!address) throw downloadFailure(url, 'is not a web address');
	for (let tries = 1; ; tries++) {
		const tried = await attempt(async () => {
			const response = await follow(http, address, gatewayUrl, false);
			const { headers, status } = response;
			if (status !== 200) await drain(response.body[Symbol.asyncIterator](), smallBody);
			return {
				headers,
				status,
				picture: status === 200 ? await store(response.body, response) : undefined,
			};
		});
		if (tried.ok && tried.value.picture) return tried.value.picture;
		const failure = tried.ok ? answeredWrong(url, tried.value.status) : tried.error;
		if (!(failure instanceof GatewayFailure)) throw failure;
		const { kind, status } = failure.facts;
		if (kind === 'store') {
			throw new GatewayFailure(
				`${failure.message} It lies at ${clean(url)} for some time.`,
				failure.facts,
			);
		}
		const { fetchAgain } = ruleOf(kind);
		if (fetchAgain === undefined || isFinal(status)) throw failure;
		if (tries >= maxTries) {
			throw kind === 'download' ? failure : downloadFailure(url, fetchAgain);
		}
		const headers = tried.ok ? tried.value.headers : {};
		await clock.sleep(waitBefore(tries, headers, clock.date(), clock.random()));
	}
}

/** Asking again does not help: no rights, gone, or something that is no picture. */
const isFinal = (status: number | undefined) =>
	status !== undefined && [200, 401, 403, 404, 410].includes(status);

const answeredWrong = (url: string, status: number) =>
	downloadFailure(url, status === 200 ? 'holds no picture' : `answered ${status}`, status);

const downloadFailure = (url: string, reason: string, status?: number) =>
	new GatewayFailure(`The picture was made, but its address ${clean(url)} ${reason}.`, {
		kind: 'download',
		...(status === undefined ? {} : { status }),
	});
