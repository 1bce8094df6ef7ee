import { rowName, searchText } from '../../nodes/ImageEdit/catalogue/modelRows';
import { knownIds, models } from '../../nodes/ImageEdit/catalogue/models';
import type { ModelEntry, Operation } from '../../nodes/ImageEdit/catalogue/types';
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
