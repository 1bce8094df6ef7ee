import type { GatewayEntry } from '../catalogue/types';
import { InvalidOrder } from './findings';

/** What a person typed or pasted as Base URL, taken apart. */
export interface BaseAddress {
	/** The address that the paths of a gateway are added to: no slash at its end, no query. */
	readonly base: string;
	/** What stood behind `?`, in its order: it belongs to every call. */
	readonly query: ReadonlyArray<readonly [name: string, value: string]>;
}

/** A part of a path that says which version of an API it is: v1, v1beta, v2.1, v1alpha2. */
const isVersion = (segment: string) => /^v\d+(\.\d+)?([a-z]+\d*)?$/i.test(segment);

/**
 * Ends of addresses that are calls. Azure, Google, OpenAI and OpenRouter print these, not the address
 * before them; `/images` alone is a call only where a version stands before it.
 */
const calls = [
	/\/images\/(edits|generations|variations|models|tasks)(\/async)?$/,
	/\/chat\/completions$/,
	/\/(responses|completions|embeddings|models)$/,
	/(\/publishers\/google)?\/models\/[^/]+(\/[^/]+)?:\w+$/,
];
const callAfterVersion = /(\/v\d[^/]*(?:\/.*)?)\/images$/i;

const ofOpenAi = /\/v1(beta)?(\/openai)?$/;

/** Hosts whose API lies below a path that their vendor's pages leave out of the "endpoint". */
const homes: ReadonlyArray<{ readonly host: RegExp; readonly path: string }> = [
	// learn.microsoft.com: "Azure OpenAI in Azure AI Foundry Models API lifecycle".
	{ host: /\.(cognitiveservices|openai|services\.ai)\.azure\.com$/, path: '/openai' },
];

/**
 * The address that the paths of a gateway are added to, from what a person typed or pasted: with or
 * without scheme, version, closing slashes, query, or the path of a call.
 * @throws InvalidOrder when there is none, or it is no web address
 */
export function readAddress(gateway: GatewayEntry, typed: string): BaseAddress {
	const given = typed.trim() || (gateway.baseUrl ?? '');
	if (given === '') {
		throw new InvalidOrder([
			`Base URL is empty, but ${gateway.label} has no address of its own. Enter it in the credential.`,
		]);
	}
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`;
	if (!/^https?:\/\//i.test(withScheme) || !URL.canParse(withScheme)) {
		throw new InvalidOrder([
			`Base URL "${given}" is not a web address. Correct it in the credential.`,
		]);
	}
	const url = new URL(withScheme);
	const query = [...url.searchParams].filter(([name, value]) => !isOfOneCall(name, value));
	return { base: `${url.origin}${pathOf(gateway, url)}`, query };
}

/** Google's way to ask for a stream, which comes along with the address of such a call. */
const isOfOneCall = (name: string, value: string) => name === 'alt' && value === 'sse';

/** The address alone. @throws InvalidOrder */
export const baseAddress = (gateway: GatewayEntry, typed: string): string =>
	readAddress(gateway, typed).base;

function pathOf(gateway: GatewayEntry, { hostname, origin, pathname }: URL): string {
	const version = gateway.version ?? 'v1';
	const path = withoutCall(pathname.replace(/(?<!\/)\/+$/, ''));
	const own = gateway.baseUrl === undefined ? undefined : new URL(gateway.baseUrl);
	if (path === '' && origin === own?.origin) return own.pathname.replace(/(?<!\/)\/+$/, '');
	const home = homes.find(({ host }) => host.test(hostname))?.path ?? '';
	const whole = path === '' ? home : path;
	const segments = whole.split('/');
	// Azure names a deployment in place of a version, and gives the version in the query.
	if (segments.includes('deployments')) return whole;
	// A relay prints one address, and means another for what is not of OpenAI's. Google does, too.
	if (version !== 'v1' && ofOpenAi.test(whole)) return whole.replace(ofOpenAi, `/${version}`);
	// The version before it is of Cloudflare's own API.
	if (version !== 'v1' && whole.endsWith('/google-ai-studio')) return `${whole}/${version}`;
	return segments.some(isVersion) ? whole : `${whole}/${version}`;
}

function withoutCall(path: string): string {
	for (const call of calls) if (call.test(path)) return path.replace(call, '');
	return path.replace(callAfterVersion, '$1');
}

/** An address with the parameters added that it does not have yet. */
export function withQuery(address: string, query: BaseAddress['query']): string {
	const url = new URL(address);
	const present = new Set(url.searchParams.keys());
	const missing = query.filter(([name]) => !present.has(name));
	if (missing.length === 0) return address;
	for (const [name, value] of missing) url.searchParams.append(name, value);
	return url.href;
}
