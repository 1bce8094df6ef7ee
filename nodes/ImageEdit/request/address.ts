import type { GatewayEntry } from '../catalogue/types';
import { InvalidOrder } from './findings';

/**
 * The address that the paths of a gateway are added to, from what a person typed or pasted: with or
 * without scheme, version, closing slashes, or the path of a call.
 * @throws InvalidOrder when there is none, or it is no web address
 */
export function baseAddress(gateway: GatewayEntry, typed: string): string {
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
	const { origin, pathname } = new URL(withScheme);
	const path = pathname.replace(/\/+$/, '').replace(/\/(images\/(edits|generations)|models)$/, '');
	return `${origin}${path}${/\/v\d+[a-z]*$/.test(path) ? '' : '/v1'}`;
}
