import { waitUntilOneIsLeft } from '../../nodes/ImageEdit/transport/rateLimitHeaders';

// OpenAI: "Rate limits in headers"; OpenRouter: milliseconds since 1970; draft-ietf-httpapi-ratelimit-headers-07.

const now = Date.UTC(2026, 10, 29);
const seconds = now / 1_000;

const waitFor = (reset: unknown, limit?: unknown) =>
	waitUntilOneIsLeft(
		{ 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': limit, 'x-ratelimit-reset': reset },
		now,
	);

it.each<[string, unknown, number]>([
	['seconds', '20', 20_000],
	['a part of a second', '0.25', 250],
	['a number', 20, 20_000],
	['no time', '0', 0],
	['a second as OpenAI writes it', '1s', 1_000],
	['minutes and seconds', '0m7.5s', 7_500],
	['milliseconds', '17ms', 17],
	['more than a minute, as a minute', '6m0s', 60_000],
	['two parts, both of which count', '40s17ms', 40_017],
	['the dot of a part that is missing', '5.', 0],
	['a number with a word before it', 'x20', 0],
	['a part without a number', '.5s', 0],
	['a number of fifteen digits, a date far ahead', '999999999999999', 60_000],
	['a number of sixteen digits', '9999999999999999', 0],
	['nine decimals', '0.250000000', 250],
	['ten decimals', '0.2500000000', 0],
	['one decimal', '0.5', 500],
	['a second with nine decimals', '0.250000000s', 250],
	['a second with ten decimals', '0.2500000000s', 0],
	['a second without the decimals', '5.s', 0],
	['nine digits of a second', '000000005s', 5_000],
	['ten digits of a second', '0000000005s', 0],
	['an hour, as a minute', '1h', 60_000],
	['a date in seconds since 1970', String(seconds + 9), 9_000],
	['a date in milliseconds since 1970', String(now + 9_000), 9_000],
	['a date that has passed', String(seconds - 9), 0],
	['a date that is now', String(now), 0],
	['words', 'soon', 0],
	['a time among words', 'in 20s', 0],
	['a time before words', '20s or so', 0],
	['two numbers', '20, 30', 0],
	['nothing', undefined, 0],
])('waits as long as a reset of %s says: %j', (_what, reset, wait) => {
	expect(waitFor(reset)).toBe(wait);
});

it('takes a thousand million seconds for the first date', () => {
	const early = 5_000;
	const wait = (reset: string) =>
		waitUntilOneIsLeft({ 'ratelimit-remaining': '0', 'ratelimit-reset': reset }, early);
	expect(wait('999999999')).toBe(60_000);
	// In 2001, which is long past 1970 and five seconds.
	expect(wait('1000000000')).toBe(60_000);
	expect(waitFor('999999999')).toBe(60_000);
	expect(waitFor('1000000000')).toBe(0);
});

it.each<[unknown, number]>([
	['10', 6_000],
	[' 10 ', 6_000],
	['1', 60_000],
	['0', 60_000],
	['many', 60_000],
	['10, 10;w=60', 60_000],
	['-10', 60_000],
	[undefined, 60_000],
])('waits for the share of one request of the limit %j', (limit, wait) => {
	expect(waitFor('60', limit)).toBe(wait);
});

it('divides a reset first, and then holds it to a minute', () => {
	expect(waitFor('600', '20')).toBe(30_000);
	expect(waitFor('1h', '120')).toBe(30_000);
	expect(waitFor('2m0s', '4')).toBe(30_000);
	expect(waitFor(String(seconds + 7_200), '360')).toBe(20_000);
	expect(waitFor('6000', '10')).toBe(60_000);
});

it('reads a limit of nine digits, and no more', () => {
	expect(waitFor('999999', '999999999')).toBeCloseTo(1, 3);
	expect(waitFor('6', '1000000000')).toBe(6_000);
});

it.each(['1', '10', '', 'none', '0.0', '-0', '00 left', undefined])(
	'waits for nothing where %j are left',
	(left) => {
		expect(
			waitUntilOneIsLeft({ 'x-ratelimit-remaining': left, 'x-ratelimit-reset': '20' }, now),
		).toBe(0);
	},
);

it.each(['x-ratelimit-*-requests', 'x-ratelimit-*', 'ratelimit-*'])(
	'reads the names %s',
	(names) => {
		const headers = Object.entries({ remaining: '0', limit: '4', reset: '20' }).map(
			([name, value]) => [names.replace('*', name), value],
		);
		expect(waitUntilOneIsLeft(Object.fromEntries(headers), now)).toBe(5_000);
	},
);

it('goes on to other names where those of one kind name no time', () => {
	const headers = {
		'x-ratelimit-remaining-requests': '0',
		'x-ratelimit-reset-requests': 'soon',
		'ratelimit-remaining': '0',
		'ratelimit-reset': '3',
	};
	expect(waitUntilOneIsLeft(headers, now)).toBe(3_000);
});
