import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createContext, Script } from 'node:vm';

import type { AST } from '@eslint-community/regexpp';
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import fc from 'fast-check';
import ts from 'typescript';

import { sized } from '../helpers/depth';

const root = join(__dirname, '..', '..');
const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(root, folder, file)),
);

/** As text, since V8 knows no other way to name one: where each regular expression of the package stands. */
const found = new Map<string, string>();
/** Files that make one while they are loaded. */
const makers: string[] = [];

for (const file of files) {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const visit = (node: ts.Node) => {
		if (ts.isRegularExpressionLiteral(node)) found.set(node.text, relative(root, file));
		if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') makers.push(file);
		node.forEachChild(visit);
	};
	visit(source);
}

const made = new Map<string, number>();
const plain = RegExp;
globalThis.RegExp = new Proxy(plain, {
	construct: (target, [source, flags]: [string | RegExp, string | undefined]) => {
		const expression = new target(source, flags);
		const maker = /\((.*\/nodes\/ImageEdit\/[^:]*)/.exec(new Error().stack ?? '')?.[1];
		if (maker !== undefined) {
			found.set(String(expression), relative(root, maker));
			made.set(maker, (made.get(maker) ?? 0) + 1);
		}
		return expression;
	},
});
for (const file of new Set(makers)) jest.requireActual(file);
globalThis.RegExp = plain;

/** Characters: enough that work of their square takes seconds, and linear work some milliseconds. */
const size = sized(200_000, 50_000);
/** Milliseconds until an expression is stopped. */
const longest = 1_000;

const context = createContext({ expression: /x/, text: '' });
const replaceAll = new Script("expression.lastIndex = 0; text.replace(expression, '')");

/**
 * Whether the whole text was gone through in time. Where other processes had the processor most of that
 * time, nothing is known yet.
 */
function isQuick(expression: RegExp, text: string, timeout = longest): boolean {
	Object.assign(context, { expression, text });
	const cpu = process.cpuUsage();
	try {
		replaceAll.runInContext(context, { timeout });
		return true;
	} catch (error) {
		if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
		const { system, user } = process.cpuUsage(cpu);
		return (user + system) / 1_000 < longest / 2 && isQuick(expression, text, 4 * timeout);
	}
}

function isWhole(raw: string, flags: string, text: string): boolean {
	try {
		return new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, '')).test(text);
	} catch {
		return false;
	}
}

/** A short text that a part of an expression matches, always the same. */
function sampleOf(raw: string, flags: string): string {
	if (raw === '') return '';
	try {
		const arbitrary = fc.stringMatching(new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, '')));
		const samples = fc.sample(arbitrary, { numRuns: 20, seed: 1 }).filter((text) => text !== '');
		return samples.sort((a, b) => a.length - b.length)[0] ?? '';
	} catch {
		// What cannot be sampled: a class of Unicode, a look-behind, a reference to a group outside.
		return [' ', 'a', '0', '/'].find((text) => isWhole(raw, flags, text)) ?? '';
	}
}

/** What stands before a part, from the start of the expression on. */
function headOf(part: AST.Node, source: string, flags: string): string {
	let head = '';
	for (
		let inner: AST.Node = part, outer = part.parent;
		outer;
		inner = outer, outer = outer.parent
	) {
		if (outer.type !== 'Alternative') continue;
		head = sampleOf(source.slice(outer.start, inner.start), flags) + head;
	}
	return head;
}

/**
 * Work grows faster than the text only where a part is repeated without an end, or as good as: rows of what
 * it matches, of what stands before it, and of both, before what fails.
 */
function* hostile({ flags, source }: RegExp): Iterable<string> {
	const repeated: AST.Quantifier[] = [];
	const unicode = flags.includes('u');
	const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode });
	visitRegExpAST(pattern, {
		onQuantifierEnter: (part) => void (part.max >= 50 && repeated.push(part)),
	});
	const row = (unit: string) => unit.repeat(Math.ceil(size / Math.max(1, unit.length)));
	for (const part of repeated) {
		const unit = sampleOf(part.element.raw, flags) || 'a';
		const head = headOf(part, source, flags);
		for (const end of ['\u0000', 'x', '" <']) {
			yield `${head}${row(unit)}${end}`;
			yield `x${row(unit)}${end}`;
			yield `${row(`${head}${unit}`)}${end}`;
		}
		yield row(`${head}${unit}${unit}\n`);
		yield row(head);
		yield row(' ');
	}
}

it('finds every regular expression of the package', () => {
	expect(found.size).toBeGreaterThan(200);
	expect([...made.keys()].sort()).toEqual([...new Set(makers)].sort());
});

describe('work that grows no faster than the text', () => {
	it.each([...found])('%s in %s', (text) => {
		const end = text.lastIndexOf('/');
		const expression = new RegExp(text.slice(1, end), text.slice(end + 1));
		for (const row of hostile(expression)) {
			if (!isQuick(expression, row))
				throw new Error(`Slow for ${JSON.stringify(row.slice(0, 80))} …`);
		}
	});
});
