import type { IncomingHttpHeaders } from 'node:http';
import type { DialectRules } from './dialects/dialect';
import { Refusal } from './errors';

/**
 * The key itself never stands in a message.
 * @returns the key
 */
export function checkKey(
	headers: IncomingHttpHeaders,
	query: URLSearchParams,
	apiKeys: readonly string[],
	{ keyHeader, keyParameter }: Pick<DialectRules, 'keyHeader' | 'keyParameter'>,
): string {
	const key =
		/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ??
		(keyHeader && headers[keyHeader]?.toString()) ??
		(keyParameter && query.get(keyParameter));
	if (!key) throw new Refusal('missingKey', 'Authorization: Bearer <key> is required');
	if (!apiKeys.includes(key)) throw new Refusal('wrongKey', 'Incorrect API key provided');
	return key;
}
