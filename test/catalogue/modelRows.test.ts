import * as fields from '../../nodes/ImageEdit/catalogue/fields';
import { rowName, searchText } from '../../nodes/ImageEdit/catalogue/modelRows';
import { knownIds, models } from '../../nodes/ImageEdit/catalogue/models';
import type {
	FieldSpec,
	ModelEntry,
	Operation,
	PictureSpec,
} from '../../nodes/ImageEdit/catalogue/types';
import { spring } from '../helpers/orders';

const november = Date.parse('2026-11-28');
const entriesOf = (id: string) =>
	models.filter((entry) => entry.id === id) as [ModelEntry, ...ModelEntry[]];
const row = (id: string, operation: Operation = 'edit', now = november) =>
	rowName(entriesOf(id), operation, now);

it.each(knownIds)('the row of %s is no longer than n8n shows', (id) => {
	for (const now of [spring, november]) expect(row(id, 'edit', now).length).toBeLessThanOrEqual(45);
});

it.each([
	['gpt-image-2.6-flare', 'edit', 'GPT Image 2.6 Flare — masks, up to 16 images'],
	['gpt-image-2.6-flare', 'generate', 'GPT Image 2.6 Flare — transparency, GIF, SVG'],
	['gemini-nano-banana-2.1', 'edit', 'Nano Banana 2.1 — up to 14 images, 1K–4K'],
	['doubao-seedream-5-0-260128', 'edit', 'Seedream 5.0 Lite — groups, up to 14 images'],
	['kling-image', 'expand', 'Kling Image — expanding, subjects, faces'],
	['kling-omni-image', 'edit', 'Kling Omni Image — series, saved elements'],
	['kling-omni-image', 'generate', 'Kling Omni Image — series, saved elements'],
	['kolors-virtual-try-on-v1-5', 'tryOn', 'Kolors Virtual Try-On 1.5 — person, garment'],
	['gpt-image-1', 'edit', 'GPT Image 1 — ended 2026-10-23'],
	['gpt-image-1.5', 'edit', 'GPT Image 1.5 — ends 2026-12-01'],
] as const)('says of %s for %s: %s', (id, operation, name) => {
	expect(row(id, operation)).toBe(name);
});

it("believes the gateway's own date before the catalogue's", () => {
	expect(rowName(entriesOf('gpt-image-2'), 'edit', november, '2026-12-24')).toBe(
		'GPT Image 2 — ends 2026-12-24',
	);
	expect(rowName(entriesOf('gpt-image-1'), 'edit', november, '2027-12-24')).toContain('masks');
});

it.each([
	['mask', 'gpt-image-2.6-flare'],
	['gemini', 'gemini-nano-banana-2.1'],
	['google', 'nano-banana-pro'],
	['openai', 'gpt-image-2'],
	['bytedance', 'doubao-seedream-4-5-251128'],
	['alibaba', 'wan2.7-image'],
	['outfit', 'kolors-virtual-try-on-v1'],
	['svg', 'gpt-image-2.5-flare'],
	['expand', 'kling-image'],
])('finds by the word %s: %s', (word, id) => {
	expect(searchText(entriesOf(id))).toContain(word);
});

it('does not find a model by what it has not', () => {
	expect(searchText(entriesOf('nano-banana'))).not.toContain('mask');
	expect(searchText(entriesOf('gpt-image-2'))).not.toContain('google');
});

const spec = (role: PictureSpec['role'], max: number): PictureSpec => ({
	role,
	min: 0,
	max,
	wire: role,
	limits: {},
});
/** A model that is nothing but this. */
const only = (more: Partial<ModelEntry>): ModelEntry => ({
	id: 'the-id',
	label: 'The Label',
	vendor: 'The Vendor',
	family: 'generic',
	operations: ['edit', 'generate'],
	fields: [],
	pictures: {},
	body: 'json',
	base64: 'bare',
	source: 'none',
	...more,
});
const rowOf = (more: Partial<ModelEntry>, operation?: Operation) =>
	rowName([only(more)], operation, november);

it.each([
	[33, true],
	[34, false],
])('a label of %d characters leaves room for nine more: %p', (length, fits) => {
	const label = 'x'.repeat(length);
	expect(rowOf({ label, operations: ['generate'] })).toBe(fits ? `${label} — text only` : label);
});

it('says "text only" of a model that does nothing else', () => {
	expect(rowOf({ operations: ['generate'] })).toBe('The Label — text only');
	expect(rowOf({ operations: ['generate', 'edit'] })).toBe('The Label');
});

it.each<[number, Operation | undefined, string]>([
	[2, 'edit', ' — up to 2 images'],
	[2, undefined, ' — up to 2 images'],
	[1, 'edit', ''],
	[2, 'generate', ''],
	[2, 'tryOn', ''],
])('says of %d images for %s: "%s"', (max, operation, fact) => {
	const pictures = { edit: [spec('style', 9), spec('images', max)] };
	expect(rowOf({ pictures }, operation)).toBe(`The Label${fact}`);
});

it('says sizes before formats', () => {
	const both = [fields.background, fields.resolution(['1k', '2k'])];
	expect(rowOf({ fields: both })).toBe('The Label — 1K–2K, transparency');
});

it('takes the most images of all versions of a model', () => {
	const versions = [2, 4, 3].map((max) => only({ pictures: { edit: [spec('images', max)] } }));
	expect(rowName(versions as [ModelEntry], 'edit', november)).toBe('The Label — up to 4 images');
});

it.each<[Operation | undefined, string]>([
	['edit', ' — masks'],
	[undefined, ' — masks'],
	['generate', ''],
])('speaks of masks for %s: "%s"', (operation, fact) => {
	expect(rowOf({ pictures: { edit: [spec('mask', 1)] } }, operation)).toBe(`The Label${fact}`);
});

it.each<[readonly string[], string]>([
	[['1k', '4K', '2k'], ' — 1K–4K'],
	[['0.5k', 'auto', '1K'], ' — 0.5K–1K'],
	[['10k', '9K'], ' — 9K–10K'],
	[['1.25k'], ' — 1.25K'],
	[['2K'], ' — 2K'],
	[['2K', '2k'], ' — 2K'],
	[['auto', 'x1k', '1kb', '1.k', 'k'], ''],
	[[], ''],
])('makes of the sizes %j "%s"', (words, fact) => {
	const size: FieldSpec = fields.sizeFree({ words });
	const resolution: FieldSpec = fields.resolution(words);
	for (const field of [size, resolution]) {
		expect(rowOf({ fields: [field] })).toBe(`The Label${fact}`);
	}
});

it.each([
	'the-id',
	'the label',
	'the vendor',
	'klingomni',
	'a keyword',
	'a note',
	'a-model-name',
	'a version',
	'expand',
	'tryon',
	'watermark',
	'subjects',
	'up to 7 images',
])('finds a model by its %s', (word) => {
	const entry = only({
		family: 'klingOmni',
		keywords: ['A Keyword'],
		notes: ['A note.'],
		operations: ['expand', 'tryOn'],
		fields: [fields.watermark],
		pictures: { combine: [spec('subjects', 1)], edit: [spec('images', 7)] },
	});
	const version = only({ modelName: 'A-Model-Name', version: 'A Version' });
	expect(searchText([entry, version])).toContain(word);
	expect(searchText([only({ id: 'x', label: 'x', vendor: 'x' })])).not.toContain(word);
	expect(searchText([only({})])).not.toContain('undefined');
});
