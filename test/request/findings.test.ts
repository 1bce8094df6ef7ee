import type { Finding } from '../../nodes/ImageEdit/request/findings';
import { InvalidOrder, settle, short, shown } from '../../nodes/ImageEdit/request/findings';

const findings: readonly Finding[] = [
	{ severity: 'advice', text: 'A.' },
	{ severity: 'problem', text: 'B.' },
	{ severity: 'advice', text: 'C.' },
	{ severity: 'problem', text: 'D.' },
];
const advice = findings.filter(({ severity }) => severity === 'advice');

it.each([
	['strict', advice, ['A.', 'C.']],
	['warn', findings, ['A.', 'B.', 'C.', 'D.']],
	['off', findings, []],
] as const)('under %s goes on with %j, and tells of %j', (validation, found, told) => {
	expect(settle(found, [], validation)).toEqual(told);
});

it.each([
	['strict', [], ['B.', 'D.']],
	['strict', ['E.', 'F.'], ['B.', 'D.', 'E.', 'F.']],
	['warn', ['E.'], ['E.']],
	['off', ['E.'], ['E.']],
] as const)('under %s and with the problems %j stops at %j', (validation, problems, told) => {
	expect(() => settle(findings, problems, validation)).toThrow(new InvalidOrder(told));
});

it('has all sentences of an order in its error', () => {
	const error = new InvalidOrder(['A.', 'B.']);
	expect(error).toMatchObject({ name: 'InvalidOrder', message: 'A. B.', findings: ['A.', 'B.'] });
});

it.each([
	['x'.repeat(60), 'x'.repeat(60)],
	['x'.repeat(61), `${'x'.repeat(57)}…`],
	[' a\r\n\t b  c\n', ' a b c '],
	['', ''],
])('shows %j as %j', (text, line) => {
	expect(short(text)).toBe(line);
	expect(shown(text)).toBe(`"${line}"`);
});

it.each([
	[7, '"7"'],
	[null, '"null"'],
	[['a', 1], '"["a",1]"'],
])('shows the value %j as %s', (value, text) => {
	expect(shown(value)).toBe(text);
});
