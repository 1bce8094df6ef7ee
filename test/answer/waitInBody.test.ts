import { waitInBody } from '../../nodes/ImageEdit/answer/waitInBody';
import { RawNumber } from '../../nodes/ImageEdit/shared/json';

it.each<[string, number | undefined]>([
	['Please try again in 51.8s.', 51_800],
	['Please try again in 51.25s.', 51_250],
	['Please try again in 250ms.', 250],
	['Please try again in 250 milliseconds', 250],
	['try again in 1m30s', 90_000],
	['try again in 1h2m3s', 3_723_000],
	['Retry after 20 seconds', 20_000],
	['Please wait 2 minutes', 120_000],
	['wait for at least 2 mins', 120_000],
	['available in about 3 secs', 3_000],
	['The limit resets in: 4s', 4_000],
	['请在30秒后重试', 30_000],
	['请 2 分钟后再试', 120_000],
	['5秒重试', 5_000],
	['5秒钟 后再试', 5_000],
	['5 秒 再试', 5_000],
	['123456秒后', 123_456_000],
	['PLEASE TRY AGAIN IN 5S', 5_000],
	['Wait 2 MINUTES', 120_000],
	['wait 20', undefined],
	['wait 2 months', undefined],
	['2 minutes ago', undefined],
	['30秒', undefined],
	['Too many requests', undefined],
	['', undefined],
])('%j asks for %j ms', (text, wait) => {
	expect(waitInBody(undefined, text)).toBe(wait);
	expect(waitInBody({ error: { message: text } }, 'not read')).toBe(wait);
});

it.each<[object, number | undefined]>([
	[{ retry_after: 5 }, 5_000],
	[{ retry_after: '5' }, 5_000],
	[{ retry_after: 0.25 }, 250],
	[{ retry_after: 1.0001 }, 1_001],
	[{ retry_after: 0 }, 0],
	[{ retryAfter: 5 }, 5_000],
	[{ retry_after_seconds: 5 }, 5_000],
	[{ retry_after_ms: 1500 }, 1_500],
	[{ retryAfterMs: 1500 }, 1_500],
	[{ retryDelay: '51s' }, 51_000],
	[{ retryDelay: '0.5s' }, 500],
	[{ retry_delay: '2 minutes' }, 120_000],
	[{ retryDelay: 3 }, 3_000],
	[{ retry_delay: 3 }, 3_000],
	[{ retryDelay: '5S' }, 5_000],
	[{ retryDelay: '5 Seconds' }, 5_000],
	[{ retryDelay: '0.2501s' }, 251],
	[{ retryDelay: '1h2m3s500ms' }, 3_723_000],
	[{ retryDelay: '2 days' }, 2_000],
	[{ retry_after: '5.' }, undefined],
	[{ retry_after: new RawNumber('12.50') }, 12_500],
	[{ retry_after: 'in 5s' }, undefined],
	[{ retry_after: '-5' }, undefined],
	[{ retry_after: 'soon' }, undefined],
	[{ retry_after: null, retryAfter: 7 }, 7_000],
	[{ error: { details: [{ '@type': 'type' }, { retryDelay: '3s' }] } }, 3_000],
	[[{ retryDelay: '3s' }], 3_000],
])('%j asks for %j ms', (body, wait) => {
	expect(waitInBody(body, 'not read')).toBe(wait);
});

it('takes the first field that names a wait, and no words beside it', () => {
	const body = { message: 'Try again in 9s', error: { retry_after: 1 }, more: { retry_after: 2 } };
	expect(waitInBody(body, '')).toBe(1_000);
});

/** A wait inside so many objects. */
const nested = (depth: number): object =>
	depth === 0 ? { retry_after: 5 } : { error: nested(depth - 1) };

it('looks six levels deep, and at the first twenty entries of a list', () => {
	expect([6, 7].map((depth) => waitInBody(nested(depth), ''))).toEqual([5_000, undefined]);
	const list = (before: number) => [...Array<object>(before).fill({}), { retry_after: 5 }];
	expect([19, 20].map((before) => waitInBody(list(before), ''))).toEqual([5_000, undefined]);
});

it('reads the first 5,000 characters of words', () => {
	const asked = 'wait 5s';
	const behind = (blanks: number) => `${' '.repeat(blanks)}${asked} `;
	expect(waitInBody(undefined, behind(5_000 - asked.length))).toBe(5_000);
	expect(waitInBody(undefined, behind(5_000))).toBeUndefined();
});
