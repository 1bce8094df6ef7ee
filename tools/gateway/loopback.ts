const names = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address is on this machine: the gateway calls no other. */
export function isLoopback(url: string): boolean {
	return URL.canParse(url) && names.has(new URL(url).hostname);
}
