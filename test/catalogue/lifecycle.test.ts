import {
	lifecycleAdvice,
	lifecycleWarning,
	stageOf,
} from '../../nodes/ImageEdit/catalogue/lifecycle';
import { entryNamed, models } from '../../nodes/ImageEdit/catalogue/models';
import { warnings } from '../helpers/orders';
import { urlPicture } from '../helpers/pictures';

const at = (date: string) => Date.parse(date);
const mortal = models.flatMap((entry) =>
	entry.lifecycle ? [{ ...entry, lifecycle: entry.lifecycle }] : [],
);

it.each(mortal)('$id ends on a day, and its successors live', ({ lifecycle }) => {
	expect(lifecycle.ends).toMatch(/^20\d\d-\d\d-\d\d$/);
	expect(Number.isFinite(at(lifecycle.ends))).toBe(true);
	expect(lifecycle.successors.length).toBeGreaterThan(0);
	for (const id of lifecycle.successors) {
		expect(entryNamed(id)).toMatchObject({ id });
		expect(entryNamed(id)).not.toHaveProperty('lifecycle');
	}
});

it('has the dates that the vendors publish', () => {
	const dates = Object.fromEntries(mortal.map(({ id, lifecycle }) => [id, lifecycle.ends]));
	expect(dates).toEqual({
		'dall-e-2': '2026-05-12',
		'dall-e-3': '2026-05-12',
		'gpt-image-1': '2026-10-23',
		'gpt-image-1-mini': '2026-12-01',
		'gpt-image-1.5': '2026-12-01',
		'chatgpt-image-latest': '2026-12-01',
		'gemini-2.5-flash-image': '2026-10-02',
		'nano-banana': '2026-10-02',
		'gemini-3.1-flash-image': '2026-10-29',
		'nano-banana-2': '2026-10-29',
		'nano-banana-2-2k': '2026-10-29',
		'nano-banana-2-4k': '2026-10-29',
	});
});

it.each([
	['2026-10-01T23:59:59.999Z', 'alive'],
	['2026-10-02T00:00:00.000Z', 'ending'],
	['2026-11-30T23:59:59.999Z', 'ending'],
	['2026-12-01T00:00:00.000Z', 'ended'],
])('60 days and 0 days before 2026-12-01: at %s it is %s', (now, stage) => {
	expect(stageOf('2026-12-01', at(now))).toBe(stage);
});

it.each([
	['gpt-image-1.5', '2026-10-01', undefined],
	[
		'gpt-image-1.5',
		'2026-10-02',
		'OpenAI ends GPT Image 1.5 on 2026-12-01. Choose gpt-image-2.6-sunburst or gpt-image-2.6-flare under Model before then.',
	],
	[
		'openai/GPT-Image-1',
		'2027-01-01',
		'OpenAI ended GPT Image 1 on 2026-10-23; some gateways still serve it. Choose gpt-image-2.6-sunburst or gpt-image-2.6-flare under Model if yours does not.',
	],
	[
		'gemini-3.1-flash-image',
		'2026-11-28',
		'Google ended Gemini 3.1 Flash Image on 2026-10-29, by one source; some gateways still serve it. Choose gemini-nano-banana-2.1 under Model if yours does not.',
	],
	// Relays serve these on under names of their own.
	['nano-banana', '2030-01-01', undefined],
	['nano-banana-2-4k', '2030-01-01', undefined],
	['gpt-image-2', '2030-01-01', undefined],
	['gpt-image-9', '2030-01-01', undefined],
	['', '2030-01-01', undefined],
])('tells of %s on %s: %s', (model, now, text) => {
	expect(lifecycleWarning(model, at(now))).toBe(text);
});

it('advises of the end of a model that was not found, however far it is away', () => {
	expect(lifecycleAdvice('gpt-image-1.5', at('2026-01-01'))).toContain('on 2026-12-01');
	expect(lifecycleAdvice('gpt-image-1.5', at('2026-12-01'))).toMatch(
		/^OpenAI ended GPT Image 1\.5/,
	);
	expect(lifecycleAdvice('gpt-image-2', at('2026-01-01'))).toBeUndefined();
	expect(lifecycleAdvice('never-heard-of', at('2026-01-01'))).toBeUndefined();
});

it('warns with an order, and orders all the same', () => {
	const raw = { pictures: { images: [urlPicture('https://example.com/a.png')] } };
	expect(warnings({ model: 'gpt-image-1' }, raw, at('2026-11-28'))).toEqual([
		expect.stringMatching(/^OpenAI ended GPT Image 1 on 2026-10-23;/),
	]);
	expect(warnings({ model: 'gpt-image-1' }, raw, at('2026-08-01'))).toEqual([]);
});
