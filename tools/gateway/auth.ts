import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './errors';

/**
 * The key itself never stands in a message.
 * @returns the key
 */
export function checkKey(
	headers: IncomingHttpHeaders,
	apiKeys: readonly string[],
	keyHeader?: string,
): string {
	const bare = keyHeader === undefined ? undefined : headers[keyHeader];
	const key = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? bare?.toString();
	if (!key) throw new Refusal('missingKey', 'Authorization: Bearer <key> is required');
	if (!apiKeys.includes(key)) throw new Refusal('wrongKey', 'Incorrect API key provided');
	return key;
}
