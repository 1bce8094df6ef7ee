/**
 * Whether an address lies inside somebody's own network: loopback, private, link-local (where clouds
 * keep their secrets), or a name without a dot. Source: RFC 1918, 3927, 4193, 4291, 6598, 6890.
 */
export function isInternal({ hostname }: URL): boolean {
	const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isInternalV4(host);
	if (host.includes(':')) return isInternalV6(host);
	return !host.includes('.') || /\.(local|localhost|internal|intranet|home\.arpa)$/.test(host);
}

function isInternalV4(host: string): boolean {
	const [a = 0, b = 0] = host.split('.').map(Number);
	return (
		[0, 10, 127].includes(a) ||
		(a === 100 && b >= 64 && b < 128) ||
		(a === 169 && b === 254) ||
		(a === 172 && b >= 16 && b < 32) ||
		(a === 192 && b === 168) ||
		(a === 198 && (b === 18 || b === 19)) ||
		a >= 224
	);
}

function isInternalV6(host: string): boolean {
	// URL writes an IPv4 address inside IPv6 as hexadecimal: ::ffff:a9fe:a9fe.
	const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
	if (mapped) {
		const [high, low] = [parseInt(mapped[1] ?? '', 16), parseInt(mapped[2] ?? '', 16)];
		return isInternalV4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	}
	return host === '::' || host === '::1' || /^f[cd]/.test(host) || /^fe[89ab]/.test(host);
}
