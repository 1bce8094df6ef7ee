import type { FailureKind } from './failures';
import { pageKind } from './gatewayCodes';
import { isPage, proxyName } from './speaker';
import { isJsonObject, textOf } from '../shared/json';
import { own } from '../shared/own';

/** A response that Cloudflare wrote itself. */
export interface CloudflareError {
	readonly kind: FailureKind;
	readonly words: string;
	/** Cloudflare's own number: an HTTP status, or one from 1000. */
	readonly code: string;
	readonly name: string;
	readonly rayId: string;
}

/**
 * Which of Cloudflare's errors say where the request ended. Source: Cloudflare's support pages "5xx errors" and
 * "1xxx errors"; the rest may come after the gateway has billed. `retryable` in its JSON is about the transport.
 */
const kinds: Readonly<Record<string, FailureKind>> = {
	// No connection to the gateway's server was made.
	'521': 'unreached',
	'523': 'unreached',
	'1033': 'unreached',
	'525': 'certificate',
	'526': 'certificate',
	'1015': 'rateLimit',
	// The client, its address or its country.
	'1005': 'blocked',
	'1006': 'blocked',
	'1007': 'blocked',
	'1008': 'blocked',
	'1009': 'blocked',
	'1010': 'blocked',
	'1012': 'blocked',
	'1020': 'blocked',
};

/** @returns undefined for what the gateway wrote, although Cloudflare stands before it and marks every response */
export function cloudflareError(
	status: number,
	headers: Readonly<Record<string, unknown>>,
	body: unknown,
	text: string,
): CloudflareError | undefined {
	const json = isJsonObject(body) && body.cloudflare_error === true ? body : undefined;
	if (!json && (body !== undefined || !isItsPage(status, headers, text))) return undefined;
	const page = text.slice(0, 20_000);
	const code =
		textOf(json?.error_code) ||
		(/error[ -]code:?\s*(?:<[^<>]{0,100}>\s*)?(\d{3,4})\b/i.exec(page)?.[1] ??
			/\berror\s+(1\d{3})\b/i.exec(page)?.[1] ??
			String(status));
	const rayId =
		textOf(json?.ray_id) ||
		(/ray id:?\s*(?:<[^<>]{0,100}>\s*){0,3}([\da-f]{16})/i.exec(page)?.[1] ??
			textOf(headers['cf-ray']));
	const words = json ? [json.title, json.detail].map(textOf).filter(Boolean).join('. ') : '';
	const isChallenge = status === 403 || headers['cf-mitigated'] !== undefined;
	// 1033 is a tunnel that is down only where it stands with 530.
	const known = code === '1033' && status !== 530 ? undefined : own(kinds, code);
	const kind = known ?? (isChallenge ? 'blocked' : pageKind(status));
	return { kind, words, code, name: textOf(json?.error_name), rayId };
}

/** 520 to 530 are of Cloudflare alone, also where the zone has pages of its own. */
const isItsPage = (
	status: number,
	headers: Readonly<Record<string, unknown>>,
	text: string,
): boolean =>
	(proxyName({}, text) === 'Cloudflare' && (isPage(text) || /^error code/i.test(text))) ||
	(headers['cf-ray'] !== undefined &&
		((status >= 520 && status <= 530) || headers['cf-mitigated'] !== undefined));
