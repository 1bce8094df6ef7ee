import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { isInternal } from '../../nodes/ImageEdit/transport/publicAddress';

it.each([
	'http://localhost/',
	'http://n8n:5678/',
	'http://printer.local/',
	'http://app.internal/',
	'http://0.0.0.0/',
	'http://127.0.0.1/',
	'http://127.1/',
	'http://2130706433/',
	'http://0x7f000001/',
	'http://10.1.2.3/',
	'http://100.64.0.1/',
	'http://169.254.169.254/latest/meta-data/',
	'http://172.16.0.1/',
	'http://172.31.255.255/',
	'http://192.168.1.1/',
	'http://198.18.0.1/',
	'http://255.255.255.255/',
	'http://[::]/',
	'http://[::1]/',
	'http://[fd00::1]/',
	'http://[fe80::1]/',
	'http://[::ffff:169.254.169.254]/',
	'http://[::ffff:10.0.0.1]/',
	'http://localhost./',
	'http://metadata.google.internal./',
])('takes %s for an address inside a private network', (url) => {
	expect(isInternal(new URL(url))).toBe(true);
});

it.each([
	'https://files.example.com/a.png',
	'https://8.8.8.8/',
	'https://11.0.0.1/',
	'https://100.63.255.255/',
	'https://100.128.0.1/',
	'https://172.15.0.1/',
	'https://172.32.0.1/',
	'https://192.167.0.1/',
	'https://[2606:4700::1111]/',
	// What would be inside at another place.
	'https://10.0.0.1.files.example/',
	'https://[2606:2001:0:1:1:1:1:1]/',
	'https://[2606:64:ff9b:1:1:1:1:1]/',
	'https://[2606:fe80:fc00:ff00:1:1:1:1]/',
	'https://10.example.com/',
	'https://localhost.example.com/',
])('takes %s for a public address', (url) => {
	expect(isInternal(new URL(url))).toBe(false);
});

const internal = (host: string) => isInternal(new URL(`http://${host}/`));

it.each([
	'redis.default',
	'api.production.svc',
	'api.production.svc.cluster.local',
	'vault.service.consul',
	'db.app_default',
	'my_db.my_net',
	'web.net1',
	'kubernetes.kube-system',
	'host.docker.internal',
	'metadata.google.internal',
	'metadata.goog',
	'metadata.tencentyun.com',
	'168.63.129.16',
	'127.0.0.1.nip.io',
	'localtest.me',
	'[2001:0:7f00:1::]',
	'a..',
])('%s leads inside', (host) => {
	expect(internal(host)).toBe(true);
});

it.each([
	'my_bucket.s3.amazonaws.com',
	'files.example.com',
	'cdn.default.com',
	'a.b-c.dev',
	'xn--80ak6aa92e.xn--p1ai',
	'consul.io',
	'svc.ai',
	'8.8.8.8',
	'[2606:4700::1111]',
])('%s leads outside', (host) => {
	expect(internal(host)).toBe(false);
});

it('calls no address public that ipaddr.js knows as somebody’s own', () => {
	const inner = new Set(
		'unspecified broadcast multicast linkLocal loopback carrierGradeNat private uniqueLocal teredo'.split(
			' ',
		),
	);
	const check = (host: string, address: ipaddr.IPv4 | ipaddr.IPv6) => {
		const range = address.range();
		if (inner.has(range)) expect([host, internal(host)]).toEqual([host, true]);
		if (range === 'unicast' && host !== '168.63.129.16')
			expect([host, internal(host)]).toEqual([host, false]);
	};
	const edge = fc.constantFrom(
		0,
		1,
		9,
		10,
		63,
		64,
		100,
		127,
		128,
		168,
		169,
		172,
		192,
		224,
		254,
		255,
	);
	const byte = fc.oneof(edge, fc.nat({ max: 255 }));
	fc.assert(
		fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => {
			const host = bytes.join('.');
			const address = new ipaddr.IPv4(bytes);
			check(host, address);
			const mapped = address.toIPv4MappedAddress().toNormalizedString();
			if (inner.has(address.range())) expect(internal(`[${mapped}]`)).toBe(true);
		}),
		{ numRuns: 1_000 },
	);
	const head = fc.constantFrom(
		0,
		0x64,
		0x100,
		0x2001,
		0x2002,
		0x2606,
		0xfc00,
		0xfd12,
		0xfe80,
		0xfec0,
		0xff02,
	);
	const group = fc.oneof(fc.constantFrom(0, 1, 0xffff), fc.nat({ max: 0xffff }));
	fc.assert(
		fc.property(fc.tuple(head, group, group, group, group, group, group, group), (groups) => {
			const address = new ipaddr.IPv6([...groups]);
			if (inner.has(address.range())) expect(internal(`[${address.toString()}]`)).toBe(true);
		}),
		{ numRuns: 1_000 },
	);
});

it.each(
	`cluster consul corp default docker home home.arpa internal intra intranet invalid kube-system
	kube-public lan local localdomain localhost nomad private svc test fritz.box metadata.goog
	metadata.tencentyun.com metadata.platformequinix.net lvh.me localtest.me nip.io sslip.io
	xip.io`.split(/\s+/),
)('%s and what lies below it leads inside, and what only looks like it outside', (name) => {
	for (const host of [name, `a.${name}`, `b.a.${name}`, `A.${name.toUpperCase()}`, `a.${name}.`])
		expect([host, internal(host)]).toEqual([host, true]);
	for (const host of [`a.${name}.example.com`, `a.x${name.replace(/.*\./, '')}x.com`])
		expect([host, internal(host)]).toEqual([host, false]);
	if (name.includes('.') && name !== 'home.arpa') {
		expect(internal(`x${name}`)).toBe(false);
		expect(internal(`a.x${name}`)).toBe(false);
	}
});

it.each<[string, string, string, string]>([
	['0.255.255.255', '1.0.0.0', '0.0.0.0', '1.0.0.1'],
	['10.0.0.0', '9.255.255.255', '10.255.255.255', '11.0.0.0'],
	['100.64.0.0', '100.63.255.255', '100.127.255.255', '100.128.0.0'],
	['127.0.0.0', '126.255.255.255', '127.255.255.255', '128.0.0.0'],
	['169.254.0.0', '169.253.255.255', '169.254.255.255', '169.255.0.0'],
	['172.16.0.0', '172.15.255.255', '172.31.255.255', '172.32.0.0'],
	['192.168.0.0', '192.167.255.255', '192.168.255.255', '192.169.0.0'],
	['192.0.0.0', '191.255.255.255', '192.0.0.255', '192.0.1.0'],
	['198.18.0.0', '198.17.255.255', '198.19.255.255', '198.20.0.0'],
	['224.0.0.0', '223.255.255.255', '255.255.255.255', '223.0.0.0'],
	['168.63.129.16', '168.63.129.15', '168.63.129.16', '168.63.129.17'],
])('inside it is from %s, not before (%s), to %s, not beyond (%s)', (from, before, to, beyond) => {
	expect([from, before, to, beyond].map(internal)).toEqual([true, false, true, false]);
	const six = (host: string, write: (high: string, low: string) => string) => {
		const [a = 0, b = 0, c = 0, d = 0] = host.split('.').map(Number);
		return internal(`[${write((a * 256 + b).toString(16), (c * 256 + d).toString(16))}]`);
	};
	for (const write of [
		(high: string, low: string) => `::ffff:${high}:${low}`,
		(high: string, low: string) => `::ffff:0:${high}:${low}`,
		(high: string, low: string) => `64:ff9b::${high}:${low}`,
		(high: string, low: string) => `2002:${high}:${low}::1`,
	])
		expect([from, before, to, beyond].map((host) => six(host, write))).toEqual([
			true,
			false,
			true,
			false,
		]);
});

it.each([
	['64:ff9b:1::1', true],
	['64:ff9b:2::808:808', false],
	['2001:0:808:808::1', true],
	['2001:1::1', false],
	['2001:db9::1', false],
	['fbff::1', false],
	['fc00::1', true],
	['fdff::1', true],
	['fe7f::1', false],
	['fe80::1', true],
	['fe90::1', true],
	['fea0::1', true],
	['febf::1', true],
	['fec0::1', true],
	['feff::1', true],
	['ff00::1', true],
	['2600::1', false],
])('%s is inside: %s', (host, expected) => {
	expect(internal(`[${host}]`)).toBe(expected);
});
