import { Refusal } from './errors';

/**
 * The key itself never stands in a message.
 * @returns the key
 */
export function checkKey(authorization: string | undefined, apiKeys: readonly string[]): string {
	const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
	if (!key) throw new Refusal('missingKey', 'Authorization: Bearer <key> is required');
	if (!apiKeys.includes(key)) throw new Refusal('wrongKey', 'Incorrect API key provided');
	return key;
}
