import { addressIn, anyIdIn, taskIdFault, taskOf } from '../../nodes/ImageEdit/answer/answeredTask';

const at = 'https://gateway.example/ask/t9';

it.each(
	`task_id taskId taskID task_uuid taskUUID job_id jobId prediction_id predictionId generation_id
	generationId`.split(/\s+/),
)('%s names a task wherever it stands, before any bare ID', (name) => {
	expect(taskOf({ id: 'r', [name]: 't' }, {})).toEqual({ taskId: 't', status: '' });
	expect(taskOf({ id: 'r', status: 'queued', data: { [name]: 7 } }, {})).toEqual({
		taskId: '7',
		status: 'queued',
	});
	expect(taskOf({ [name]: '' }, {})).toBeUndefined();
});

it.each(['poll_url', 'pollUrl', 'polling_url', 'pollingUrl', 'status_url', 'task_url'])(
	'%s tells where to ask, wherever it stands',
	(name) => {
		expect(taskOf({ task_id: 't', [name]: at }, {})?.pollUrl).toBe(at);
		expect(taskOf({ id: 't', data: { [name]: '/ask/t' } }, {})).toEqual({
			taskId: 't',
			status: '',
			pollUrl: '/ask/t',
		});
		expect(taskOf({ task_id: 't', [name]: 'no address' }, {})).not.toHaveProperty('pollUrl');
	},
);

it.each<[string, object, object]>([
	['urls.get', { urls: { get: at } }, {}],
	['a header', {}, { location: at }],
	['the header of Azure', {}, { 'operation-location': at }],
	['its body before a header', { poll_url: at }, { location: '/other' }],
	['one header before the other', {}, { location: at, 'operation-location': '/other' }],
	['what is an address before what is none', { poll_url: 'x' }, { 'operation-location': at }],
])('where to ask is told by %s', (_what, body, headers) => {
	expect(taskOf({ task_id: 't', ...body }, headers as Record<string, unknown>)?.pollUrl).toBe(at);
	expect(taskOf({ id: 't', ...body }, headers as Record<string, unknown>)?.taskId).toBe('t');
});

it.each<[string, unknown, object, boolean, string | undefined]>([
	['beside a status', { id: 't', status: 'queued' }, {}, false, 't'],
	['beside a good end', { id: 't', status: 'done' }, {}, false, 't'],
	['beside a bad end', { id: 't', status: 'failed' }, {}, false, 't'],
	['beside a word that is not known', { id: 't', status: 'odd' }, {}, false, undefined],
	['alone', { id: 't' }, {}, false, undefined],
	['of what was accepted', { id: 't' }, {}, true, 't'],
	['beside an address', { id: 't' }, { location: at }, false, 't'],
	['as uuid', { uuid: 't', status: 'queued' }, {}, false, 't'],
	['before a uuid', { uuid: 'u', id: 't', status: 'queued' }, {}, false, 't'],
	['before that of the request', { request_id: 'r', id: 't', status: 'queued' }, {}, false, 't'],
	['of the request alone, waiting', { request_id: 't', status: 'queued' }, {}, false, 't'],
	['of the request in camel case', { requestId: 't', status: 'queued' }, {}, false, 't'],
	['of the request, accepted', { request_id: 't' }, {}, true, 't'],
	['of the request, with an address', { requestId: 't' }, { location: at }, false, 't'],
	['of the request, ended', { request_id: 't', status: 'done' }, {}, false, undefined],
	['of a chat', { id: 't', status: 'queued', object: 'chat.completion' }, {}, false, undefined],
	['of a response', { id: 't', status: 'queued', object: 'response' }, {}, false, undefined],
	['of another object', { id: 't', status: 'queued', object: 'my.response' }, {}, false, 't'],
	['that is a mark', { id: '\uE0000\uE000', uuid: 't', status: 'queued' }, {}, false, 't'],
	['told by an address', { poll_url: at }, {}, false, at],
	['told by an address whose end is none', { poll_url: at }, {}, true, at],
	[
		'told by an address in capitals',
		{ poll_url: at.replace('https', 'HTTPS') },
		{},
		false,
		at.replace('https', 'HTTPS'),
	],
	['told by a path', { poll_url: '/ask/t' }, {}, false, undefined],
	['told by a second address', { poll_url: '/ask/t', status_url: at }, {}, false, at],
	['at the end of the address of what was accepted', {}, { location: '/ask/t' }, true, 't'],
	['before a question mark', {}, { location: '/ask/t?a=1' }, true, 't'],
	['before a number sign', {}, { location: '/ask/t#a' }, true, 't'],
	['that an address of what was accepted lacks', {}, { location: '/' }, true, undefined],
	['at the end of an address that was not accepted', {}, { location: '/ask/t' }, false, undefined],
	['in no object', 't', { location: '/ask/t' }, true, undefined],
	['in a list', [{ task_id: 't' }], {}, false, undefined],
])('an ID %s', (_what, body, headers, isAccepted, taskId) => {
	expect(taskOf(body, headers as Record<string, unknown>, isAccepted)?.taskId).toBe(taskId);
});

it.each<[object, string | undefined]>([
	[{ code: 1, result: '12-ab_3' }, '12-ab_3'],
	[{ code: '0', data: 'abc4' }, 'abc4'],
	[{ code: 200, data: '1234' }, '1234'],
	[{ code: 1, result: '1111', data: '2222' }, '1111'],
	[{ code: 1, result: 'words', data: '2222' }, '2222'],
	[{ code: 2, result: '1234' }, undefined],
	[{ code: 21, result: '1234' }, undefined],
	[{ code: 2001, result: '1234' }, undefined],
	[{ result: '1234' }, undefined],
	[{ code: 1, result: '123' }, undefined],
	[{ code: 1, result: 1234 }, undefined],
	[{ code: 1, result: 'abcd' }, undefined],
	[{ code: 1, result: '12 34' }, undefined],
	[{ code: 1, result: `${'x'.repeat(99)}1` }, `${'x'.repeat(99)}1`],
	[{ code: 1, result: `${'x'.repeat(100)}1` }, undefined],
	[{ code: 1, result: '1234', object: 'response' }, undefined],
])('of an ID that stands alone in %j: %j', (body, taskId) => {
	expect(taskOf(body, {})?.taskId).toBe(taskId);
});

it('a charge and the words of Kling are told where they are given', () => {
	const task = { taskId: 't', status: 'submitted' };
	const kling = { task_id: 't', task_status: 'submitted' };
	expect(taskOf({ data: kling, credits_cost: 0 }, {})).toEqual({
		...task,
		charge: 0,
		isKling: true,
	});
	expect(taskOf({ data: { task_id: 't', status: 'submitted' } }, {})).toEqual(task);
	expect(taskOf({ data: { ...task, taskId: 't' }, credits_cost: 2 }, {})).toEqual({
		...task,
		charge: 2,
	});
});

it.each<[string, string | undefined]>([
	['t', undefined],
	['x'.repeat(200), undefined],
	['x'.repeat(201), 'has 201 characters, more than the 200 that are taken'],
	[`${at}?${'x'.repeat(300)}`, undefined],
	[`HTTP://gateway.example/${'x'.repeat(300)}`, undefined],
	[`/ask/${'x'.repeat(300)}`, 'has 305 characters'],
	[`ahttps://${'x'.repeat(300)}`, 'has 309 characters'],
	[`https://${'x '.repeat(150)}`, 'has 308 characters'],
	[`https:${'x'.repeat(300)}`, 'has 306 characters'],
	['.', 'another path'],
	['..', 'another path'],
	['...', undefined],
	['a..', undefined],
	['..a', undefined],
	['a\ud800b', 'cannot be sent'],
	['a\nb', 'cannot be sent'],
	['a\u0000', 'cannot be sent'],
	['a\u007fb', 'cannot be sent'],
	['\uE000', 'cannot be sent'],
	['a b/c?d', undefined],
	['猫🐈', undefined],
])('of the ID %j the fault is %j', (id, fault) => {
	if (fault === undefined) expect(taskIdFault(id)).toBeUndefined();
	else expect(taskIdFault(id)).toContain(fault);
});

it.each<[unknown, string]>([
	['https://a.example', 'https://a.example'],
	['HTTP://a.example', 'HTTP://a.example'],
	['/a', '/a'],
	['//a.example/b', '//a.example/b'],
	['/', ''],
	['a/b', ''],
	['ftp://a.example', ''],
	['see https://a.example', ''],
	['https://a.example b', ''],
	['/a\uE000', ''],
	[`/${'x'.repeat(2_000)}`, `/${'x'.repeat(2_000)}`],
	[`/${'x'.repeat(2_001)}`, ''],
	[7, ''],
	[undefined, ''],
])('of %j the address is %j', (value, address) => {
	expect(addressIn([undefined, 'none', value])).toBe(address);
});

describe('any ID in a response that is not understood', () => {
	it.each(
		`id uuid sid task_id TaskNo jobNumber prediction-uuid generationId order_no orderId run_id
		process_id my_task_id ID`.split(/\s+/),
	)('is told by its name: %s', (name) => {
		expect(anyIdIn({ [name]: 'x-7' })).toBe('x-7');
		expect(anyIdIn({ data: { [name]: 7 } })).toBe('7');
	});

	it.each(['ids', 'paid', 'grid', 'user_id', 'request_id', 'task', 'task_idea', 'taskxxid'])(
		'is not %s',
		(name) => {
			expect(anyIdIn({ [name]: 'x-7' })).toBe('');
		},
	);

	it.each([
		[{ object: 'response', id: 'x' }, ''],
		[{ object: 'chat.completion', id: 'x' }, ''],
		[{ object: 'a response', id: 'x' }, 'x'],
		[{ candidates: [], id: 'x' }, ''],
		[{ choices: [], id: 'x' }, ''],
		[{ choices: [], data: { id: 'x' } }, 'x'],
		[{ id: '..' }, ''],
		[{ id: '' }, ''],
		['x', ''],
	])('of %j is %j', (body, id) => {
		expect(anyIdIn(body)).toBe(id);
	});

	it('is looked for among a hundred names of at most a hundred characters', () => {
		const before = (count: number) =>
			Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}x`, 0]));
		expect(anyIdIn({ ...before(99), id: 'x' })).toBe('x');
		expect(anyIdIn({ ...before(100), id: 'x' })).toBe('');
		expect(anyIdIn({ [`${'x'.repeat(93)}task_id`]: 'x' })).toBe('x');
		expect(anyIdIn({ [`${'x'.repeat(94)}task_id`]: 'x' })).toBe('');
	});
});
