import type { RequestFacts } from './requestFacts';

interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly text: string;
	readonly request?: RequestFacts;
}

/** Proxies write pages; JSON is mostly of what is behind them. */
export const isJsonText = (text: string): boolean => /^\s*[{[]/.test(text);

/** In the words of nginx, Go and Apache, which answer so before they look at anything. */
const httpsOnly =
	/plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled server/i;

/** Whether an order went without encryption to where only HTTPS is spoken. */
export const wantsHttps = ({ request, status, text }: Answer): boolean =>
	status === 400 &&
	request?.url.startsWith('http:') === true &&
	!isJsonText(text) &&
	httpsOnly.test(text);

/**
 * Whether n8n's own proxy refused to connect to an encrypted address, which it tells in place of the gateway: by
 * a status or a header of proxies that are asked for a connection, or by naming nothing of the address but host
 * and port, all it knows.
 */
export function isRefusedTunnel({ headers, request, status, text }: Answer): boolean {
	if (!request || status < 400) return false;
	if (request.isRefusedTunnel || (status === 407 && !isJsonText(text))) return true;
	if (headers['proxy-authenticate'] !== undefined || headers['proxy-agent'] !== undefined)
		return true;
	const { hostname, port } = new URL(request.url);
	const page = text.slice(0, 20_000);
	// Squid writes "gateway.example:8443", or "https://gateway.example/*" for the usual port.
	return [`"${hostname}:${port || 443}"`, `"https://${hostname}/*"`].some((told) =>
		page.includes(told),
	);
}
