import { eventsIn } from '../../nodes/ImageEdit/answer/events';

const dataOf = (text: string) => eventsIn(text)?.data;
const of = (n: number) => ({ n });
const line = (n: number) => JSON.stringify(of(n));

it.each<[string, string, readonly unknown[] | undefined]>([
	['a data URI', 'data:image/png;base64,AAAA', undefined],
	['words', 'Here it is', undefined],
	['one body that is cut', '{"n":1', undefined],
	['one list', '[{"n":1}]', undefined],
	['no JSON in braces', '{n}', undefined],
	['a line of JSON that tells of data', '{"n":"data: 1"}', [{ n: 'data: 1' }]],
	['lines of JSON', `${line(1)}\n${line(2)}`, [of(1), of(2)]],
	['lines of JSON with empty ones', `\n ${line(1)}\n\n  \n${line(2)}\n`, [of(1), of(2)]],
	['one whole line of JSON and half of one', `${line(1)}\n{"n":2,"m"`, [of(1), of(2)]],
	['a stream behind other words', `Here:\ndata: ${line(1)}`, [of(1)]],
	['a stream that begins with an ID', `id: 7\ndata: ${line(1)}`, [of(1)]],
	['a stream that has an ID alone', 'id: 7', []],
	['a stream that has a time alone', 'retry: 7', []],
	['a stream that has a name alone', 'event: ping', []],
])('takes %s for events or not', (_what, text, data) => {
	expect(dataOf(text)).toEqual(data);
});

describe('a stream', () => {
	it.each<[string, string, readonly unknown[]]>([
		['with one line feed', `data: ${line(1)}\n\ndata: ${line(2)}\n\n`, [of(1), of(2)]],
		['with carriage returns', `data: ${line(1)}\r\rdata: ${line(2)}\r\r`, [of(1), of(2)]],
		['with both', `data: {"n":\r\ndata: 1}\r\n\r\ndata: ${line(2)}`, [of(1), of(2)]],
		['without a blank behind the colon', `data:${line(1)}\n\n`, [of(1)]],
		['without a colon', 'data\ndata: 7\n\n', [{ type: 'words', message: '7' }]],
		['without blank lines', `data: ${line(1)}\ndata: ${line(2)}`, [of(1), of(2)]],
		['with carriage returns alone', `data: ${line(1)}\rdata: ${line(2)}`, [of(1), of(2)]],
		['whose lines are one JSON', 'data: {"n":\ndata: 1}\n\n', [of(1)]],
		['with lists, also in lines', 'data: [1,\ndata: 2]\n\ndata: [3]\n\n', [[1, 2], [3]]],
		['with an end', `data: ${line(1)}\n\ndata: [DONE]\n\n`, [of(1)]],
		['with blanks about its data', `data:   ${line(1)}  \n\ndata:  [DONE] \n\n`, [of(1)]],
		['whose lines of words are two', 'data: a\ndata: b\n\n', [{ type: 'words', message: 'a\nb' }]],
		['with other fields', `: hi\nid: 1\ndata: ${line(1)}\nretry: 3\n\n`, [of(1)]],
		['with other fields within', 'data: {"n":\nid: 1\nmydata: 7\ndata: 1}\n\n', [of(1)]],
		['with data of blanks alone', `data:   \n\ndata: ${line(1)}\n\n`, [of(1)]],
		[
			'with blanks on an empty line',
			'data: a\n \ndata: b',
			[
				{ type: 'words', message: 'a' },
				{ type: 'words', message: 'b' },
			],
		],
		['with odd line ends inside', `data: {"n":"a\u2028b"}\n\n`, [{ n: 'a\u2028b' }]],
		[
			'with an empty line of data',
			'data: a\ndata\ndata: b',
			[{ type: 'words', message: 'a\n\nb' }],
		],
		['without what only looks like JSON', `data: {n}\n\ndata: ${line(1)}`, [of(1)]],
	])('is read %s', (_what, text, data) => {
		expect(eventsIn(text)).toEqual({ data, isCut: false });
	});

	it.each<[string, string, readonly unknown[]]>([
		['by its name', `event:  a \ndata: ${line(1)}\n\n`, [{ type: 'a', n: 1 }]],
		['its own, not its name', 'event: a\ndata: {"type":"b"}\n\n', [{ type: 'b' }]],
		['by its name where its own is no word', 'event: a\ndata: {"type":null}\n\n', [{ type: null }]],
		[
			'none that is over',
			`event: a\ndata: ${line(1)}\n\ndata: ${line(2)}\n\n`,
			[{ type: 'a', n: 1 }, of(2)],
		],
		[
			'that which stands before the data, after a blank line',
			`event: a\n\ndata: ${line(1)}\n\n`,
			[{ type: 'a', n: 1 }],
		],
		[
			'each its own without blank lines',
			`event: a\ndata: ${line(1)}\nevent: b\ndata: ${line(2)}`,
			[
				{ type: 'a', n: 1 },
				{ type: 'b', n: 2 },
			],
		],
		['an error of words', 'event: error\ndata:  No. \n\n', [{ type: 'error', message: 'No.' }]],
		['words of any other', 'event: ping\ndata: No.\n\n', [{ type: 'words', message: 'No.' }]],
	])('has as the type of an event %s', (_what, text, data) => {
		expect(dataOf(text)).toEqual(data);
	});

	it.each<[string, boolean, readonly unknown[]]>([
		['data: {"n":1,"m":"x', true, [of(1)]],
		['data: [1,{"n":2}', true, [[1, of(2)]]],
		[`data: {"n":1,"m"\n\ndata: ${line(2)}\n\n`, false, [of(1), of(2)]],
		[`data: ${line(1)}`, false, [of(1)]],
		['data: words', false, [{ type: 'words', message: 'words' }]],
		['data: see {', false, [{ type: 'words', message: 'see {' }]],
		['data: {', true, [{}]],
	])('%j is cut: %s', (text, isCut, data) => {
		const events = eventsIn(text);
		expect([events?.isCut, events?.data]).toEqual([isCut, data]);
	});
});

describe('no more is read than', () => {
	it.each([
		[20_000, false],
		[20_001, true],
	])('%d events: %s', (count, isCut) => {
		const events = eventsIn('data: 1\n\n'.repeat(count));
		expect([events?.data.length, events?.isCut]).toEqual([count, isCut]);
		const more = eventsIn('data: 1\n\n'.repeat(20_005));
		expect([more?.data.length, more?.isCut]).toEqual([20_001, true]);
	});

	it.each([
		['{"n"', 1_000, true],
		['{"n"', 1_001, false],
		// Of what looks whole it is known only after it was parsed in vain.
		['{n}', 333, true],
		['{n}', 334, false],
		// Words are none.
		['see {n}', 1_001, true],
	])(
		'so many events of %s that are broken: after %d another is read: %s',
		(text, count, isRead) => {
			const events = eventsIn(`${`data: ${text}\n\n`.repeat(count)}data: ${line(7)}\n\n`);
			expect(JSON.stringify(events?.data.at(-1)) === line(7)).toBe(isRead);
			expect(events?.isCut).toBe(!isRead);
		},
	);

	it.each([
		[200_000, false],
		[200_001, true],
	])('%d lines: %s', (count, isCut) => {
		expect(eventsIn(`data: 1\n${'\n'.repeat(count - 2)}x`)?.isCut).toBe(isCut);
	});
});
