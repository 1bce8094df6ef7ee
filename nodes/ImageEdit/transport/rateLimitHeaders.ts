type Headers = Readonly<Record<string, unknown>>;

/** The families of names in use: OpenAI and most relays, OpenRouter and GitHub, the IETF's draft. */
const families = [
	['x-ratelimit-remaining-requests', 'x-ratelimit-limit-requests', 'x-ratelimit-reset-requests'],
	['x-ratelimit-remaining', 'x-ratelimit-limit', 'x-ratelimit-reset'],
	['ratelimit-remaining', 'ratelimit-limit', 'ratelimit-reset'],
] as const;

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** Seconds: what is larger is a date, as seconds or milliseconds since 1970. */
const firstDate = 1_000_000_000;
const maxWait = 60_000;

/**
 * How long to wait before the next request when a response says that none is left: the reset's share of
 * one request, since most limits refill steadily.
 * Sources: OpenAI's rate limit guide ("Rate limits in headers": `1s`, `6m0s`, `17ms`), OpenRouter
 * (milliseconds since 1970), draft-ietf-httpapi-ratelimit-headers-07 (seconds).
 * @param headers lower-case names
 * @param now milliseconds since 1970
 * @returns milliseconds, at most 60 s; 0 when some are left or nothing is said
 */
export function waitUntilOneIsLeft(headers: Headers, now: number): number {
	for (const [remaining, limit, reset] of families) {
		if (numberOf(headers[remaining]) !== 0) continue;
		const untilReset = milliseconds(String(headers[reset] ?? ''), now);
		const requests = Math.max(1, numberOf(headers[limit]) ?? 1);
		if (untilReset !== undefined) return Math.min(maxWait, untilReset / requests);
	}
	return 0;
}

function numberOf(value: unknown): number | undefined {
	const text = String(value ?? '').trim();
	return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** @returns undefined for what is neither a duration nor a date that is to come */
function milliseconds(text: string, now: number): number | undefined {
	if (/^\d{1,15}(\.\d{1,9})?$/.test(text)) {
		const seconds = Number(text);
		if (seconds < firstDate) return seconds * 1_000;
		const date = seconds > 1_000 * firstDate ? seconds : seconds * 1_000;
		return date > now ? date - now : undefined;
	}
	const parts = [...text.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)/g)];
	if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
	return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0);
}
