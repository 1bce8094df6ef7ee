import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { baseAddress } from '../../nodes/ImageEdit/request/address';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';

const compatible = gateways.find(({ id }) => id === 'openAiCompatible') as GatewayEntry;

it.each([
	['https://api.example.com/v1', 'https://api.example.com/v1'],
	['https://api.example.com/v1/', 'https://api.example.com/v1'],
	['https://api.example.com/v1///', 'https://api.example.com/v1'],
	['https://api.example.com', 'https://api.example.com/v1'],
	['https://api.example.com/', 'https://api.example.com/v1'],
	['  https://api.example.com/v1  ', 'https://api.example.com/v1'],
	['api.example.com', 'https://api.example.com/v1'],
	['api.example.com/v1', 'https://api.example.com/v1'],
	['http://localhost:8080', 'http://localhost:8080/v1'],
	['localhost:8080', 'https://localhost:8080/v1'],
	['HTTPS://API.Example.com/v1', 'https://api.example.com/v1'],
	['https://api.example.com/api/v1', 'https://api.example.com/api/v1'],
	['https://api.example.com/openai', 'https://api.example.com/openai/v1'],
	['https://api.example.com/v2', 'https://api.example.com/v2'],
	[
		'https://generativelanguage.example.com/v1beta',
		'https://generativelanguage.example.com/v1beta',
	],
	['https://api.example.com/v1/images/edits', 'https://api.example.com/v1'],
	['https://api.example.com/v1/images/edits/', 'https://api.example.com/v1'],
	['https://api.example.com/v1/images/generations', 'https://api.example.com/v1'],
	['https://api.example.com/v1/models', 'https://api.example.com/v1'],
	['https://api.example.com/v1?key=1#top', 'https://api.example.com/v1'],
])('reads %j as %s', (typed, base) => {
	expect(baseAddress(compatible, typed)).toBe(base);
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
		if (gateway.baseUrl !== undefined) expect(read()).toBe(gateway.baseUrl);
		else expect(read).toThrow(`Base URL is empty, but ${gateway.label} has no address of its own`);
	},
);

it("prefers the user's address to the gateway's own", () => {
	const aiid = gateways.find(({ id }) => id === 'aiid') as GatewayEntry;
	expect(baseAddress(aiid, 'https://proxy.example')).toBe('https://proxy.example/v1');
});
