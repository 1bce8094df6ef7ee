/**
 * Whether an address is inside a private network: loopback, private, link-local (where clouds
 * keep their secrets), or a name without a dot. Source: RFC 1918, 3056, 3879,
 * 3927, 4193, 4291, 4380, 6052, 6598, 6890, 8215.
 */
export function isInternal({ hostname }: URL): boolean {
	const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isInternalV4(host);
	if (host.includes(':')) return isInternalV6(host);
	return !isPublicName.test(host) || inside.test(`.${host}`);
}

/**
 * Two labels at least, the last a word: names of Docker and Compose end in a network (`app_default`, `net1`).
 * An underscore is no part of a domain that can be bought, only of what its owner puts before it.
 */
const isPublicName = /^(?:[^.]+\.)*[^._]+\.(?:[a-z]{2,63}|xn--[a-z\d-]{1,59})$/;

/**
 * Domains that are never outside: RFC 6761, 6762 (appendix G), 8375; Kubernetes (its usual namespaces), Consul,
 * Docker; where clouds keep their secrets; and names that are made to lead back inside.
 */
const inside = new RegExp(
	`\\.(?:${[
		'cluster|consul|corp|default|docker|home|home\\.arpa|internal|intra|intranet|invalid|kube-[a-z]+|lan',
		'local|localdomain|localhost|nomad|private|svc|test',
		'fritz\\.box|metadata\\.goog|metadata\\.[a-z]+\\.(?:com|net)',
		'lvh\\.me|localtest\\.me|nip\\.io|sslip\\.io|xip\\.io',
	].join('|')})$`,
);

function isInternalV4(host: string): boolean {
	const [a = 0, b = 0, c = 0] = host.split('.').map(Number);
	return (
		[0, 10, 127].includes(a) ||
		(a === 100 && b >= 64 && b < 128) ||
		(a === 169 && b === 254) ||
		(a === 172 && b >= 16 && b < 32) ||
		(a === 192 && (b === 168 || (b === 0 && c === 0))) ||
		(a === 198 && (b === 18 || b === 19)) ||
		a >= 224 ||
		// Azure's own services, under an address that looks public.
		host === '168.63.129.16'
	);
}

/** IPv6 ranges that hold an IPv4 address, and the group at which it begins: mapped, NAT64 and 6to4. */
const holdingV4: ReadonlyArray<readonly [RegExp, number]> = [
	[/^0:0:0:0:0:(0|ffff):/, 6],
	[/^0:0:0:0:ffff:0:/, 6],
	[/^64:ff9b:/, 6],
	[/^2002:/, 1],
];

function isInternalV6(host: string): boolean {
	const [left = '', right = ''] = host.split('::');
	const before = left === '' ? [] : left.split(':');
	const after = right === '' ? [] : right.split(':');
	const groups = host.includes('::')
		? [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
		: before;
	const whole = groups.join(':');
	const at = holdingV4.find(([range]) => range.test(whole))?.[1];
	if (at !== undefined) {
		const [high, low] = [parseInt(groups[at] ?? '0', 16), parseInt(groups[at + 1] ?? '0', 16)];
		if (isInternalV4([high >> 8, high & 255, low >> 8, low & 255].join('.'))) return true;
	}
	return /^64:ff9b:1:|^2001:0:|^f[cd]|^fe[89a-f]|^ff/.test(whole);
}
