import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { baseAddress, readAddress, withQuery } from '../../nodes/ImageEdit/request/address';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import { printedAddresses } from '../helpers/baseUrls';

const compatible = gateways.find(({ id }) => id === 'openAiCompatible') as GatewayEntry;

it.each(printedAddresses)('reads %j as %s', (typed, base) => {
	expect(baseAddress(compatible, typed)).toBe(base);
});

it('keeps what stands behind the question mark', () => {
	const typed =
		'https://a.example/openai/deployments/d/images/edits?api-version=2025-04-01&x=1%2F2#top';
	expect(readAddress(compatible, typed).query).toEqual([
		['api-version', '2025-04-01'],
		['x', '1/2'],
	]);
});

it('adds the parameters that an address does not have', () => {
	const query = [
		['api-version', '1'],
		['tenant', 'a b'],
	] as const;
	expect(withQuery('https://a.example/v1/models', query)).toBe(
		'https://a.example/v1/models?api-version=1&tenant=a+b',
	);
	expect(
		withQuery('https://a.example/v1/models?c=1', [
			['tag', 'a'],
			['tag', 'b'],
			['c', '2'],
		]),
	).toBe('https://a.example/v1/models?c=1&tag=a&tag=b');
	const signed = 'https://a.example/f.png?api-version=2&tenant=c&sig=%2b';
	expect(withQuery(signed, query)).toBe(signed);
});

it.each([
	'ftp://example.com',
	'file:///etc/passwd',
	'https://',
	'javascript:alert(1)',
	'not an address',
])('refuses %j with a sentence that names the field', (typed) => {
	expect(() => baseAddress(compatible, typed)).toThrow(InvalidOrder);
	expect(() => baseAddress(compatible, typed)).toThrow(/^Base URL .*credential\.$/);
});

it.each(gateways as readonly GatewayEntry[])(
	'uses the own address of $label when none is given',
	(gateway) => {
		const read = () => baseAddress(gateway, ' ');
		if (gateway.baseUrl !== undefined) {
			expect(read()).toBe(gateway.baseUrl);
			expect(baseAddress(gateway, new URL(gateway.baseUrl).origin)).toBe(gateway.baseUrl);
		} else
			expect(read).toThrow(`Base URL is empty, but ${gateway.label} has no address of its own`);
	},
);

it("prefers the user's address to the gateway's own", () => {
	const aiid = gateways.find(({ id }) => id === 'aiid') as GatewayEntry;
	expect(baseAddress(aiid, 'https://proxy.example')).toBe('https://proxy.example/v1');
});
