import { gatewayById } from '../catalogue/gateways';
import type { GatewayId } from '../catalogue/gateways';
import type { GatewayEntry } from '../catalogue/types';
import { isJsonObject, textOf } from '../shared/json';
import type { Secrets } from '../shared/secrets';
import { readAddress, withQuery } from './address';
import { InvalidOrder, shown } from './findings';

/** What a credential says, ready to be used. */
export interface Access {
	readonly gateway: GatewayEntry;
	/** The gateway's address, to which paths are added. */
	readonly base: string;
	/** Belongs to every call. */
	readonly query: ReadonlyArray<readonly [name: string, value: string]>;
	/** What every call carries, the key among them. */
	readonly headers: Readonly<Record<string, string>>;
	/** Only to be kept out of what is shown or kept. */
	readonly secret: Secrets;
}

/** RFC 9110, 5.6.2: what the name of a header may hold. */
const headerName = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
/** Line ends and characters that nobody sees: they come along when a key is copied from a page or a chat. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
const unseenAround = /^[\s\p{Cc}\p{Cf}]+|(?<![\s\p{Cc}\p{Cf}])[\s\p{Cc}\p{Cf}]+$/gu;
/** No secret, and to hide it would spoil the addresses of pictures. */
const plainAddress = /^https?:\/\/[^@?]+$/i;
/** Parameters whose value is as good as a key: `key` at Google, `sig` and `code` at Azure. */
const secretName = /key|token|secret|sig|code|pass|auth/i;

/**
 * @param credential the fields of the credential, with every expression evaluated
 * @throws InvalidOrder with a sentence that names the field
 */
export function readAccess(credential: Readonly<Record<string, unknown>>): Access {
	const gateway = gatewayById(textOf(credential.gateway) as GatewayId);
	const { base, query: typed } = readAddress(gateway, textOf(credential.baseUrl));
	const given = rowsOf(credential.query, 'parameter', 'Query Parameters');
	const names = new Set(given.map(([name]) => name));
	const query = [...typed.filter(([name]) => !names.has(name)), ...given];
	const more = rowsOf(credential.headers, 'header', 'Headers');
	const key = keyOf(textOf(credential.apiKey));
	const wrong = more.find(([name]) => !headerName.test(name));
	if (wrong) throw invalidHeader(`Headers: ${shown(wrong[0])}`);
	const signed = keyHeaderOf(gateway, base, textOf(credential.keyHeader).trim(), key);
	return {
		gateway,
		base,
		query,
		headers: { ...(key === '' ? {} : signed), ...Object.fromEntries(more) },
		secret: [
			key,
			textOf(credential.apiKey).trim(),
			...more.flatMap(([, value]) =>
				plainAddress.test(value) ? [] : [value, value.replace(/^(bearer|basic) +/i, '')],
			),
			...query.flatMap(([name, value]) => (secretName.test(name) ? value : [])),
		].filter((secret, index, all) => secret !== '' && all.indexOf(secret) === index),
	};
}

/** The headers and the address of a call. Nothing is added to an address that is not the gateway's own. */
export function signed(access: Access, address: string) {
	const isOwn = URL.canParse(address) && new URL(address).origin === new URL(access.base).origin;
	return isOwn
		? { url: withQuery(address, access.query), headers: access.headers }
		: { url: address, headers: {} };
}

/** Why a key that works is not as it should be, for the one who is just entering it. */
export function keyFault(apiKey: string): string | undefined {
	const found = unseen.exec(apiKey.trim())?.[0];
	if (found === undefined) return undefined;
	const code = found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
	const what = /[\n\r\u2028\u2029]/.test(found) ? 'a line end' : 'an invisible character';
	return `API Key holds ${what} (U+${code}), which came along when it was copied. Paste it again without it.`;
}

function keyOf(apiKey: string): string {
	const key = apiKey.replace(unseenAround, '').replace(/^bearer +/i, '');
	const fault = keyFault(key);
	if (fault !== undefined) throw new InvalidOrder([fault]);
	return key;
}

function keyHeaderOf(gateway: GatewayEntry, base: string, name: string, key: string) {
	if (name !== '' && !headerName.test(name)) throw invalidHeader(`Key Header ${shown(name)}`);
	const isAtHome =
		gateway.baseUrl !== undefined && new URL(gateway.baseUrl).origin === new URL(base).origin;
	const header = name || (isAtHome ? gateway.keyHeader : undefined);
	return header === undefined ? { Authorization: `Bearer ${key}` } : { [header]: key };
}

const invalidHeader = (what: string) =>
	new InvalidOrder([
		`${what} is no name of a header: letters, digits and hyphens. Correct it in the credential.`,
	]);

/** The rows of a collection that have a name. */
function rowsOf(
	collection: unknown,
	name: string,
	label: string,
): ReadonlyArray<readonly [string, string]> {
	const rows: unknown = isJsonObject(collection) ? collection[name] : [];
	return (Array.isArray(rows) ? (rows as unknown[]) : []).filter(isJsonObject).flatMap((row) => {
		const [key, value] = [textOf(row.name).trim(), textOf(row.value).replace(unseenAround, '')];
		if (key === '' || value === '') return [];
		if (unseen.test(value)) {
			const sentence = `${label}: the value of ${shown(key)} holds a line end or an invisible character. Paste it again without it.`;
			throw new InvalidOrder([sentence]);
		}
		return [[key, value] as const];
	});
}
