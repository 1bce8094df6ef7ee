import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import type { RunFacts } from '../../nodes/ImageEdit/run/summary';
import { summaryOf } from '../../nodes/ImageEdit/run/summary';

const nothing: RunFacts = {
	images: 0,
	failures: [],
	tasks: 0,
	dryRuns: [],
	repeated: 0,
	reused: 0,
	cost: 0,
	source: 'price',
	milliseconds: 13_000,
	limits: [],
};
const summary = (facts: Partial<RunFacts>) => summaryOf({ ...nothing, ...facts });
const said = (facts: Partial<RunFacts>) => summary(facts)?.message;

const answered = (status: number) => new GatewayFailure('No', { kind: 'server', status });
const failed = (...errors: ReadonlyArray<readonly [item: number, error: unknown]>) =>
	errors.map(([item, error]) => ({ item, error }));

it.each<[string, Partial<RunFacts>]>([
	['one image without a hitch', { images: 1 }],
	['one image without a hitch, whatever it cost', { images: 1, cost: 0.05 }],
	['one image whose price is not known', { images: 1, source: 'unknown' }],
	['a run that did nothing', {}],
])('says nothing of %s', (_what, facts) => {
	expect(summary(facts)).toBeUndefined();
});

it.each<[string, Partial<RunFacts>, string]>([
	['images', { images: 20, cost: 1 }, '20 images in 13 s · cost 1.00.'],
	['a small cost', { images: 2, cost: 0.045 }, '2 images in 13 s · cost 0.045.'],
	[
		'what the gateway charged',
		{ images: 2, cost: 0.3, source: 'charged' },
		'2 images in 13 s · cost 0.30 (as charged).',
	],
	[
		'a cost by tokens',
		{ images: 2, cost: 0.16, source: 'by tokens' },
		"2 images in 13 s · cost 0.16 (by tokens, at the vendor's price).",
	],
	[
		'a cost that is missing',
		{ images: 2, source: 'unknown' },
		'2 images in 13 s. Price unknown: set Price per Call.',
	],
	['a moment', { images: 2, milliseconds: 1_440 }, '2 images in 1.4 s.'],
	['minutes', { images: 200, milliseconds: 193_000 }, '200 images in 3 min 13 s.'],
	['a task', { tasks: 1 }, '1 task started. Fetch it with Task → Get.'],
	['tasks', { tasks: 3 }, '3 tasks started. Fetch them with Task → Get.'],
	[
		'a dry run',
		{ dryRuns: Array.from({ length: 20 }, () => 0.05) },
		'Dry run: nothing was sent. 20 calls would cost 1.00.',
	],
	[
		'a dry run without a price',
		{ dryRuns: [0.05, undefined] },
		'Dry run: nothing was sent. Price unknown: set Price per Call.',
	],
	[
		'what the previous try had made',
		{ images: 1, reused: 3, cost: 0.4 },
		'1 image in 13 s · cost 0.40. 3 images reused from the previous try, free.',
	],
	['retries', { images: 1, repeated: 2 }, '1 image in 13 s. 2 requests retried.'],
	[
		'what was charged for nothing',
		{ failures: failed([0, answered(504)]), cost: 0.1, source: 'charged' },
		'1 of 1 image failed: 1 × 504 (item 0). Cost 0.10 (as charged).',
	],
	[
		'what was charged in part',
		{ images: 2, cost: 0.3, source: 'partly' },
		'2 images in 13 s · cost 0.30 (partly as charged).',
	],
	[
		'one image whose price is not known, after a hitch',
		{ images: 1, source: 'unknown', repeated: 1 },
		'1 image in 13 s. 1 request retried.',
	],
	[
		'small prices of a dry run, one of which is nothing',
		{ dryRuns: [0.001, 0, 0.002] },
		'Dry run: nothing was sent. 3 calls would cost 0.003.',
	],
	[
		'what was paid for nothing',
		{ failures: failed([0, answered(504)]), cost: 0.1 },
		'1 of 1 image failed: 1 × 504 (item 0). Cost 0.10.',
	],
])('tells of %s', (_what, facts, message) => {
	expect(said(facts)).toBe(message);
});

it('tells of failures first, as a warning: how many, why, and which', () => {
	const failures = failed(
		...[1, 4, 7, 9].map((item) => [item, answered(500)] as const),
		...[11, 15].map((item) => [item, answered(504)] as const),
	);
	expect(summary({ images: 14, failures, cost: 0.7 })).toEqual({
		message:
			'6 of 20 images failed: 4 × 500, 2 × 504 (items 1, 4, 7 …). 14 images in 13 s · cost 0.70.',
		type: 'warning',
	});
});

it.each<[string, unknown, string]>([
	['what was refused before it was sent', new InvalidOrder(['No']), 'stopped before sending'],
	[
		'a response without an image',
		new GatewayFailure('No', { kind: 'answer', status: 200 }),
		'no image',
	],
	['a lost connection', new GatewayFailure('No', { kind: 'cut' }), 'connection lost'],
	['what a host did not give', new GatewayFailure('No', { kind: 'download' }), 'download failed'],
	['a status of 400', new GatewayFailure('No', { kind: 'badRequest', status: 400 }), '400'],
	['a status of 399', new GatewayFailure('No', { kind: 'redirect', status: 399 }), 'redirect'],
	[
		'a task by what became of it',
		new GatewayFailure('No', { kind: 'task', code: 'E7', status: 200 }),
		'task failed',
	],
	[
		'a failure that has no words by its code',
		new GatewayFailure('No', { kind: 'moderation', code: 'sensitive', status: 200 }),
		'sensitive',
	],
	[
		'and without a code by its kind',
		new GatewayFailure('No', { kind: 'moderation', status: 200 }),
		'moderation',
	],
	['anything else', new Error('No'), 'error'],
])('names %s in a word or two', (_what, error, reason) => {
	expect(said({ failures: failed([0, error]) })).toBe(
		`1 of 1 image failed: 1 × ${reason} (item 0).`,
	);
});

it('adds what held the run back', () => {
	const limits = ['Max Cost held requests back.'];
	expect(said({ images: 1, limits })).toBe('1 image in 13 s. Max Cost held requests back.');
});

it.each([
	[[4], '(item 4).'],
	[[4, 5], '(items 4, 5).'],
	[[4, 5, 6], '(items 4, 5, 6).'],
	[[4, 5, 6, 7], '(items 4, 5, 6 …).'],
])('names the failed items %j, three at the most', (items, named) => {
	const failures = failed(...items.map((item) => [item, answered(500)] as const));
	expect(said({ failures })?.endsWith(named)).toBe(true);
});

it('names the most frequent reason first, and counts all that was to be made', () => {
	const failures = failed([0, answered(504)], [1, answered(500)], [2, answered(500)]);
	expect(said({ failures, images: 4, reused: 2, tasks: 3 })).toContain(
		'3 of 12 images failed: 2 × 500, 1 × 504 (items 0, 1, 2).',
	);
});

it.each([
	[9_940, '9.9 s'],
	[10_000, '10 s'],
	[119_400, '119 s'],
	[120_000, '2 min 0 s'],
	[179_900, '2 min 59 s'],
])('%d ms are %s', (milliseconds, duration) => {
	expect(said({ images: 2, milliseconds })).toBe(`2 images in ${duration}.`);
});
