import { checkKey } from '../../../tools/gateway/auth';
import { dialects } from '../../../tools/gateway/dialects/table';
import { createFileStore, extensionOf } from '../../../tools/gateway/files';
import { obey } from '../../../tools/gateway/obey';
import { createTaskBook } from '../../../tools/gateway/tasks/book';
import { pollFault } from '../../../tools/gateway/tasks/pollFault';
import type { Task, TaskState } from '../../../tools/gateway/tasks/task';
import type { LoadedPicture, PicturePolicy } from '../../../tools/gateway/vocabulary';

// Parts of the gateway that need no server; the other tests call it over HTTP.

const taskOf = (more: Partial<Task>) =>
	({ id: 'task', apiKey: 'key', state: 'queued', plan: {}, polls: 0, ...more }) as Task;

describe('a picture', () => {
	const policy: PicturePolicy = {
		formats: ['png', 'jpeg'],
		maxBytes: 2 * 1024 ** 2,
		base64: 'bare',
	};
	const pictureOf = (width: number, height: number, bytes = 1, format = 'png') =>
		({ field: 'image', bytes, info: { width, height, format } }) as LoadedPicture;
	const said = (picture: LoadedPicture, more: Partial<PicturePolicy> = {}) => {
		try {
			expect(obey(picture, { ...policy, ...more })).toBe(picture);
			return 'taken';
		} catch (error) {
			return (error as Error).message;
		}
	};

	it.each<[string, LoadedPicture, Partial<PicturePolicy>, string]>([
		['the second format', pictureOf(9, 9, 1, 'jpeg'), {}, 'taken'],
		['another format', pictureOf(9, 9, 1, 'webp'), {}, 'image must be png or jpeg'],
		['the most bytes', pictureOf(9, 9, 2 * 1024 ** 2), {}, 'taken'],
		['a byte too many', pictureOf(9, 9, 2 * 1024 ** 2 + 1), {}, 'image must not be over 2 MB'],
		['the least side', pictureOf(99, 14), { minSide: 14 }, 'taken'],
		['too short a side', pictureOf(99, 13), { minSide: 14 }, 'image needs sides of at least 14 px'],
		['the most pixels', pictureOf(10, 20), { maxPixels: 200 }, 'taken'],
		['a line too many', pictureOf(10, 21), { maxPixels: 200 }, 'image has too many pixels'],
		['the longest', pictureOf(10, 25), { maxRatio: 2.5 }, 'taken'],
		['too long', pictureOf(10, 26), { maxRatio: 2.5 }, 'image is too long and narrow'],
		['too wide', pictureOf(26, 10), { maxRatio: 2.5 }, 'image is too long and narrow'],
		['a square', pictureOf(10, 10), { square: true }, 'taken'],
		['nearly a square', pictureOf(10, 11), { square: true }, 'image must be square'],
		['no square where none is needed', pictureOf(10, 11), {}, 'taken'],
		['two faults', pictureOf(10, 11, 1, 'gif'), { square: true }, 'image must be png or jpeg'],
	])('of %s', (_what, picture, more, expected) => {
		expect(said(picture, more)).toBe(expected);
	});
});

describe('the book of tasks', () => {
	it('finds a task by either id, for the key that ordered it', () => {
		const book = createTaskBook();
		const [one, two] = [
			taskOf({ id: '1', externalId: 'mine' }),
			taskOf({ id: '2', apiKey: 'other' }),
		];
		book.add(one);
		book.add(two);
		expect([book.find('1', 'key'), book.find('mine', 'key')]).toEqual([one, one]);
		expect(book.find('2', 'other')).toBe(two);
		expect([book.find('2', 'key'), book.find('mine', 'other')]).toEqual([undefined, undefined]);
		expect(book.find('undefined', 'other')).toBeUndefined();
	});

	it('counts the most that were open at the same time, and forgets all', () => {
		const book = createTaskBook();
		const states: readonly TaskState[] = ['queued', 'succeeded', 'running', 'failed', 'expired'];
		for (const [id, state] of states.entries()) book.add(taskOf({ id: String(id), state }));
		expect([book.all.length, book.peakOpen]).toEqual([5, 2]);
		for (const task of book.all) task.state = 'succeeded';
		book.add(taskOf({ id: 'last' }));
		expect(book.peakOpen).toBe(2);
		const { signal } = book;
		book.forget();
		expect([signal.aborted, book.signal.aborted]).toEqual([true, false]);
		expect([book.all.length, book.peakOpen, book.find('0', 'key')]).toEqual([0, 0, undefined]);
	});
});

it('every so many polls one fails, by the kinds in turn', () => {
	const pollFaults = { every: 2, kinds: ['html502', 'cutMidBody'] } as const;
	const task = taskOf({ plan: { pollFaults, retryAfterSeconds: 7 } });
	const kinds = Array.from({ length: 8 }, () => pollFault(task, dialects.openai, 'request')?.fault);
	const [, first, , second, , third, , fourth] = kinds;
	expect([first, second, third, fourth]).toEqual([
		'html502',
		'cutMidBody',
		'html502',
		'cutMidBody',
	]);
	expect(kinds.filter(Boolean)).toHaveLength(4);
	expect(task.polls).toBe(8);
	const plain = taskOf({});
	expect(pollFault(plain, dialects.openai, 'request')).toBeUndefined();
	expect(plain.polls).toBe(1);
});

it('a poll that fails is not billed, says when to ask again, and fails in another way in time', () => {
	const of = (pollFaults: Task['plan']['pollFaults'], retryAfterSeconds?: number) =>
		taskOf({
			plan: { ...(pollFaults && { pollFaults }), ...(retryAfterSeconds && { retryAfterSeconds }) },
		});
	const poll = (task: Task) => pollFault(task, dialects.openai, 'request');
	expect(poll(of({ every: 1, kinds: ['html502'] }))).toMatchObject({ status: 502, billed: false });
	const slow = poll(of({ every: 1, kinds: ['rateLimit'] }, 7));
	expect(slow).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
	const rate = poll(of({ every: 1, kinds: ['rateLimit'] }));
	expect(rate).not.toHaveProperty('headers');
	expect(poll(of({ every: 1, kinds: [] }))).toBeUndefined();
	const task = of({ every: 1, kinds: ['frameworkError'] });
	const bodies = Array.from({ length: 13 }, () =>
		JSON.stringify((poll(task) as { body: object }).body),
	);
	expect(new Set(bodies).size).toBe(4);
	expect(bodies.map((body) => [...new Set(bodies)].indexOf(body))).toEqual([
		...[0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 0],
	]);
});

describe('a key', () => {
	const places = { keyHeader: 'x-key', keyParameter: 'key' } as const;
	const check = (headers: object, query = '', own: object = places) => {
		try {
			return checkKey({ ...headers }, new URLSearchParams(query), ['a', 'b'], own);
		} catch (error) {
			return (error as { kind: string }).kind;
		}
	};

	it.each<[object, string, string]>([
		[{ authorization: 'Bearer a' }, '', 'a'],
		[{ authorization: 'Bearer b', 'x-key': 'a' }, 'key=a', 'b'],
		[{ 'x-key': 'b' }, 'key=a', 'b'],
		[{}, 'key=b', 'b'],
		[{ authorization: 'bearer a' }, '', 'missingKey'],
		[{ authorization: 'Bearer a b' }, '', 'missingKey'],
		[{ authorization: 'my Bearer a' }, '', 'missingKey'],
		[{}, '', 'missingKey'],
		[{ authorization: 'Bearer c' }, 'key=a', 'wrongKey'],
		[{ 'x-key': 'c' }, '', 'wrongKey'],
	])('in %j and %j is %s', (headers, query, found) => {
		expect(check(headers, query)).toBe(found);
	});

	it('counts in no place that the gateway does not have', () => {
		expect(check({ 'x-key': 'a' }, 'key=a', {})).toBe('missingKey');
	});
});

describe('result files', () => {
	it.each([
		['image/png', 'png'],
		['image/jpeg', 'jpg'],
		['image/svg+xml', 'svg'],
		['text/plain', 'bin'],
		['an image/png', 'bin'],
	])('of the type %s end in .%s', (mimeType, ending) => {
		expect(extensionOf(mimeType)).toBe(ending);
		expect(createFileStore().put(Buffer.alloc(1), mimeType)).toMatch(new RegExp(`\\.${ending}$`));
	});

	it('are two thousand, and then the oldest goes', () => {
		const store = createFileStore();
		const names = Array.from({ length: 2_001 }, (_none, at) =>
			store.put(Buffer.from(String(at)), 'image/png'),
		);
		expect(store.get(names[0] ?? '')).toBeUndefined();
		expect(store.get(names[1] ?? '')?.content.toString()).toBe('1');
		expect(store.get(names[2_000] ?? '')).toEqual({
			content: Buffer.from('2000'),
			mimeType: 'image/png',
		});
	});

	it('weigh 384 MB at most, of which the same bytes count but once', () => {
		const store = createFileStore();
		const large = Buffer.allocUnsafe(200 * 1024 ** 2);
		const first = store.put(large, 'image/png');
		const again = [store.put(large, 'image/png'), store.put(large, 'image/png')];
		const small = store.put(Buffer.allocUnsafe(184 * 1024 ** 2), 'image/png');
		expect([first, ...again, small].map((name) => store.get(name) !== undefined)).toEqual(
			Array(4).fill(true),
		);
		const over = store.put(Buffer.alloc(1), 'image/png');
		expect([first, ...again, small, over].map((name) => store.get(name) !== undefined)).toEqual([
			...[false, false, false],
			...[true, true],
		]);
	});
});
