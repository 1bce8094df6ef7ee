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
