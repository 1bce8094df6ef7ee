import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { readErrorBody } from '../answer/reportedError';
import type { Access } from '../request/access';
import { keyFault, readAccess, signed } from '../request/access';
import { readAddress } from '../request/address';
import { InvalidOrder } from '../request/findings';
import { attempt } from '../shared/attempt';
import { clean } from '../shared/clean';
import { isJsonObject, parseJsonOr, textOf } from '../shared/json';
import { own } from '../shared/own';
import { withoutKey } from '../shared/secrets';

/** Milliseconds. */
const timeout = 15_000;

interface Said {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

/**
 * Asks for the gateway's list of models, which costs nothing. One question to one address: no redirect is
 * followed, so the key goes nowhere else.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const read = await attempt(async () => readAccess(data));
	if (!read.ok) {
		const { error } = read;
		const sentence = error instanceof InvalidOrder ? error.findings.join(' ') : textOf(error);
		return { status: 'Error', message: sentence || 'The credential could not be read.' };
	}
	const access = read.value;
	const said = await attempt(async () => await ask(this, access, data));
	const fault =
		keyFault(textOf(data.apiKey)) ??
		(said.ok ? faultOf(access, said.value) : unreached(access, said.error));
	return fault === undefined
		? { status: 'OK', message: 'Connection tested successfully' }
		: { status: 'Error', message: withoutKey(fault, access.secret) };
}

async function ask(
	context: ICredentialTestFunctions,
	access: Access,
	data: ICredentialDataDecryptedObject,
): Promise<Said> {
	const { headers, url } = signed(access, `${access.base}${access.gateway.modelsPath}`);
	const isLimited = data.allowedHttpRequestDomains === 'domains';
	// The only way to ask that n8n hands to the test of a credential.
	return (await context.helpers.request({
		method: 'GET',
		uri: url,
		headers: { accept: 'application/json', ...headers },
		followRedirect: false,
		followAllRedirects: false,
		resolveWithFullResponse: true,
		simple: false,
		timeout,
		...(isLimited ? { allowedDomains: textOf(data.allowedDomains) } : {}),
	})) as Said;
}

/** What an answer says against the credential; a gateway without a list of models is none. */
function faultOf(access: Access, { body, headers, statusCode }: Said) {
	const { base, gateway } = access;
	const text = typeof body === 'string' ? body : '';
	const parsed = typeof body === 'string' ? parseJsonOr(body, undefined) : body;
	const isPage = parsed === undefined && /^\s*<|<html/i.test(text);
	const words = clean(readErrorBody(parsed)?.message ?? '');
	const quoted = words === '' ? '' : `: "${words}"`;
	if (statusCode >= 300 && statusCode < 400) return redirected(access, headers.location);
	switch (statusCode) {
		case 401:
			return `The gateway does not accept this API key. Check the key and the chosen gateway${quoted || '.'}`;
		case 403:
			return isPage
				? 'Something in front of the gateway refused the request (403), before the key was looked at. Check Base URL and Headers.'
				: `The gateway knows this API key, but it has no permission or no balance${quoted || '.'}`;
		case 404:
		case 405:
			return gateway.listsModels
				? `${gateway.label} has a list of models, but there is none at ${base}${gateway.modelsPath} (${statusCode}). Check Base URL.`
				: undefined;
		case 429:
			return `The gateway reported too many requests (429), so the key could not be tested. Try again in a minute${quoted || '.'}`;
	}
	if (statusCode >= 500)
		return `The gateway has a problem of its own (${statusCode}), so the key could not be tested. Try again later${quoted || '.'}`;
	if (statusCode >= 400)
		return `The gateway refused the request (${statusCode})${quoted || '. Check API Key, Headers and Query Parameters.'}`;
	return isPage ? `${base} responds with a web page, not like an API. Check Base URL.` : undefined;
}

function redirected({ base, gateway }: Access, location: unknown): string {
	const target = textOf(location);
	if (!/^https?:/i.test(target))
		return `${base} leads elsewhere, and the key is not sent there. Check Base URL.`;
	const leads = clean(readAddress(gateway, target).base);
	return `${base} leads on to ${leads}, and the key is not sent there. Write that address into Base URL if it is the gateway's.`;
}

/** Codes of Node's network errors, in words. */
const reasons: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'no server is listening there',
	EAI_AGAIN: 'its name could not be looked up',
	ECONNABORTED: 'it did not respond within 15 seconds',
	ECONNRESET: 'the connection was closed',
	EHOSTUNREACH: 'the network cannot reach it',
	ENETUNREACH: 'the network cannot reach it',
	ENOTFOUND: 'there is no such host',
	EPROTO: 'it does not speak HTTPS there',
	ETIMEDOUT: 'it did not respond within 15 seconds',
};

function unreached({ base }: Access, error: unknown): string {
	const { host } = new URL(base);
	const found = isJsonObject(error) ? error : {};
	const code = textOf(found.code) || (isJsonObject(found.cause) ? textOf(found.cause.code) : '');
	const message = error instanceof Error ? clean(error.message) : '';
	const reason = own(reasons, code) ?? (message || code || 'there was no response');
	return `${host} could not be reached: ${reason}. Check Base URL.`;
}
