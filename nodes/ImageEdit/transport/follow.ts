import { GatewayFailure } from '../answer/failures';
import { isInternal } from './publicAddress';
import type { HttpClient, HttpResponse } from './httpClient';
import { clean, shownAddress } from '../shared/clean';
import { drain } from '../shared/streams';

const mostHops = 5;
const smallBody = 64 * 1024;

/**
 * Fetches an address, with the key only if it is on the gateway itself, and follows redirects by the
 * same rule.
 * @param trusted false for an address that a gateway gave: it may then not lie in somebody's own network,
 *   unless the gateway is there itself; a redirect leads there only from an address or a gateway inside
 * @throws GatewayFailure
 */
export async function follow(
	http: Pick<HttpClient, 'get' | 'getWithKey'>,
	start: URL,
	gatewayUrl: string,
	trusted: boolean,
): Promise<HttpResponse> {
	const gateway = new URL(gatewayUrl);
	const mayGoInside = isInternal(gateway) || (trusted && isInternal(start));
	let address = start;
	for (let hop = 0; hop <= mostHops; hop++) {
		const own = address.origin === gateway.origin;
		refuseInside(start, address, gateway, mayGoInside);
		const response = await (own ? http.getWithKey(address.href) : http.get(address.href));
		const location = String(response.headers.location ?? '');
		if (response.status < 300 || response.status >= 400 || location === '') return response;
		await drain(response.body[Symbol.asyncIterator](), smallBody);
		if (!URL.canParse(location, address.href)) throw refusal(start, 'leads nowhere');
		address = new URL(location, address);
		if (!/^https?:$/.test(address.protocol)) throw refusal(start, 'leads to no web address');
	}
	throw refusal(start, `leads on more than ${mostHops} times`);
}

/** @param start where it began. @throws GatewayFailure */
export function refuseInside(start: URL, address: URL, gateway: URL, mayGoInside: boolean): void {
	if (mayGoInside || address.origin === gateway.origin || !isInternal(address)) return;
	throw refusal(start, `leads to ${clean(address.host)}, which is inside a private network`);
}

const refusal = (address: URL, reason: string) =>
	new GatewayFailure(`The address ${shownAddress(address.href)} ${reason}. It was not fetched.`, {
		kind: 'unsafe',
	});
