import type { TaskState } from '../../nodes/ImageEdit/answer/taskStatus';
import { isUnfinished, layers, stateOf, statusWord } from '../../nodes/ImageEdit/answer/taskStatus';

it.each<[TaskState, string]>([
	[
		'waiting',
		`accepted active created creating doing enqueued executing generating in_process in_progress
		in_queue init initialized inprogress inqueue new not_start pending preparing processing queue queued
		queueing queuing received rendering running scheduled start started starting submitted submitting
		task_pending throttled uploading wait waiting working 排队中 等待中 处理中 生成中 进行中 已提交`,
	],
	[
		'good',
		'complete completed done finish finished ready succeed succeeded success successful 成功 已完成 完成',
	],
	[
		'bad',
		`aborted blocked ${'canceled'} cancelled content_moderated denied error expired fail failed failure moderated
		nsfw rejected request_moderated task_not_found terminated timed_out timeout 失败 已取消 已失败`,
	],
])('each word for %s is known, in any spelling', (state, text) => {
	const words = text.split(/\s+/);
	expect(words.filter((word) => stateOf(word) !== state)).toEqual([]);
	const spelt = words.map((word) => ` ${word.toUpperCase().replaceAll('_', ' - ')}\n`);
	expect(spelt.filter((word) => stateOf(word) !== state)).toEqual([]);
});

it.each(['complet', 'undone', 'in progress now', 'in.progress', 'toString', '0'])(
	'%s is no word for a state',
	(word) => {
		expect(stateOf(word)).toBeUndefined();
	},
);

const wrappers = ['data', 'output', 'result', 'response', 'job', 'prediction', 'task'];

it.each(wrappers)('the status is found within %s, before that of what wraps it', (name) => {
	const inner = { status: 'failed' };
	expect(statusWord({ status: 'success', [name]: inner })).toBe('failed');
	expect(layers({ [name]: inner })).toEqual([inner, { [name]: inner }]);
});

it.each(wrappers.map((name, at) => ({ name, next: wrappers[at + 1] ?? '' })).slice(0, -1))(
	'what stands within $name goes before what stands within $next',
	({ name, next }) => {
		expect(statusWord({ [next]: { status: 'failed' }, [name]: { status: 'success' } })).toBe(
			'success',
		);
	},
);

it('of a list under data the first counts, and no other list is looked into', () => {
	expect(statusWord({ data: [{ status: 'failed' }, { status: 'success' }] })).toBe('failed');
	expect(statusWord({ output: [{ status: 'failed' }] })).toBe('');
});

it.each([
	[4, 'failed'],
	[5, ''],
])('within %d wrappers the status is %j', (depth, word) => {
	let body: object = { status: 'failed' };
	for (let times = 0; times < depth; times++) body = { data: body };
	expect(statusWord(body)).toBe(word);
	expect(layers(body)).toHaveLength(5);
});

const places: ReadonlyArray<object> = [
	{ task_status: 'processing' },
	{ taskStatus: 'success' },
	{ status: 'failed' },
	{ state: 'queued' },
	{ successFlag: 2 },
];

it.each(['processing', 'success', 'failed', 'queued', 'failed'].map((word, at) => ({ word, at })))(
	'the status may stand in place $at, which goes before the next',
	({ at, word }) => {
		expect(statusWord(places[at])).toBe(word);
		expect(statusWord(Object.assign({}, ...places.slice(at)))).toBe(word);
	},
);

it.each<[unknown, string]>([
	[0, 'waiting'],
	['1', 'success'],
	[2, 'failed'],
	['3', 'failed'],
	[4, ''],
	[true, ''],
])('the flag %j of an older task means %j', (successFlag, word) => {
	expect(statusWord({ successFlag })).toBe(word);
});

it.each<[object, string]>([
	[{ task_status: 'odd', status: 'done' }, 'done'],
	[{ status: 'done', data: { status: 'odd' } }, 'done'],
	[{ task_status: 'odd', status: 'odder' }, 'odd'],
	[{ status: 200, state: 'odd' }, 'odd'],
	[{ status: '200' }, ''],
	[{ status: 'x'.repeat(100) }, 'x'.repeat(100)],
	[{ status: 'x'.repeat(101) }, ''],
	[{ status: '\uE000' }, ''],
	[{ status: 'x\uE0000\uE000' }, ''],
	[{ status: '\uE0000\uE000x', state: 'done' }, 'done'],
	[{ status: '' }, ''],
	[{ status: null }, ''],
])('a word that is known goes before others, and what is no word is none: %j', (body, word) => {
	expect(statusWord(body)).toBe(word);
});

it.each<[unknown, boolean]>([
	[{ status: 'queued' }, true],
	[{ status: 'done' }, false],
	[{ status: 'failed' }, false],
	[{ status: 'odd' }, false],
	[{ status: '' }, false],
	[{}, false],
	[undefined, false],
])('%j says of itself that it is not finished: %s', (body, expected) => {
	expect(isUnfinished(body)).toBe(expected);
});
