import { slot } from '../helpers/n8nForm';
import { choices } from './badInputs/choices';
import { kling } from './badInputs/kling';
import { leftOvers } from './badInputs/leftOvers';
import { masks } from './badInputs/masks';
import { models } from './badInputs/models';
import { numbers } from './badInputs/numbers';
import { options } from './badInputs/options';
import { pictures } from './badInputs/pictures';
import { prompts } from './badInputs/prompts';
import { sizes } from './badInputs/sizes';
import { slots } from './badInputs/slots';
import type { BadInput } from './support/badInput';
import { tryOrder } from './support/badInput';
import { heavy, mebibytes, photo } from './support/files';
import { filteredPng, side } from './support/filteredPng';

const themes = {
	choices,
	kling,
	leftOvers,
	masks,
	models,
	numbers,
	options,
	pictures,
	prompts,
	sizes,
	slots,
};
const all: readonly BadInput[] = Object.values(themes).flat();

it('there are more than two hundred bad inputs, each told apart from the others', () => {
	expect(all.length).toBeGreaterThan(200);
	for (const rows of Object.values(themes)) {
		expect(new Set(rows.map(({ is }) => is)).size).toBe(rows.length);
	}
});

describe.each(Object.entries(themes))('bad %s', (_theme, rows) => {
	it.each(rows)('$is', async (input) => {
		const { asked, findings, order } = await tryOrder(input, 'strict');
		expect(findings).toEqual(input.says);
		expect(order?.warnings).toEqual(input.says.length > 0 ? undefined : input.warns);
		// Pictures by address are looked at first; an order would stand here as such.
		expect(asked.filter((what) => !what.startsWith('fetch '))).toEqual([]);
	});
});

/** What is told while a form is read cannot be sent whatever is wished for: something is missing. */
const always =
	/no binary field|no image in any|could not be fetched|Extra Fields|Price per|Expand To|a ratio like|not known/;
describe.each(Object.entries(themes))('bad %s, when Validation is not strict', (_theme, rows) => {
	const sendable = rows.filter(({ says }) => !says.some((said) => always.test(String(said))));

	it('are sent with a warning, or without a word', async () => {
		for (const input of sendable) {
			const { is, says, warns = [] } = input;
			const warned = await tryOrder(input, 'warn');
			expect({ is, findings: warned.findings }).toEqual({ is, findings: [] });
			const told = expect.arrayContaining([...says, ...warns]) as unknown;
			expect({ is, warnings: warned.order?.warnings }).toEqual({ is, warnings: told });
			const silent = await tryOrder(input, 'off');
			expect({ is, findings: silent.findings }).toEqual({ is, findings: [] });
			expect({ is, warnings: silent.order?.warnings }).toEqual({ is, warnings: [] });
		}
	});

	it('stop the item all the same when something is missing', async () => {
		for (const input of rows.filter((row) => !sendable.includes(row))) {
			for (const validation of ['warn', 'off'] as const) {
				const { findings, order } = await tryOrder(input, validation);
				expect({ is: input.is, order }).toEqual({ is: input.is, order: undefined });
				expect(findings.join(' ')).toMatch(always);
			}
		}
	});
});

it('tells a size that is found from the size that is allowed, however close they are', async () => {
	const form = { model: 'kling-image', modelName: 'kling-v3' };
	const files = { data: heavy(mebibytes(10) + 1) };
	const { findings } = await tryOrder({ is: 'a byte too many', form, files, says: [] }, 'strict');
	expect(findings).toEqual([expect.stringMatching(/^Image has .*takes at most 10 MB/)]);
	expect(findings[0]).not.toMatch(/has 10(\.0+)? MB/);
});

it.each(['none', 'sub', 'up', 'average', 'paeth'] as const)(
	'finds the one transparent pixel of a mask in filter %s',
	async (filter) => {
		const form = { model: 'gpt-image-1', mask: slot('binary', 'mask') };
		for (const depth of [8, 16] as const) {
			const data = photo({ width: side, height: side });
			const mask = { ...data, draw: async () => filteredPng({ filter, depth, hole: true }) };
			const good = { is: 'a good mask', form, files: { data, mask }, says: [] };
			const tried = await tryOrder(good, 'strict');
			expect(tried.findings).toEqual([]);
			expect(tried.order?.warnings).toEqual([]);
		}
	},
);
