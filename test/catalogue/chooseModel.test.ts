import type { ModelChoice } from '../../nodes/ImageEdit/catalogue/models';
import { chooseModel, models } from '../../nodes/ImageEdit/catalogue/models';
import type { Operation } from '../../nodes/ImageEdit/catalogue/types';
import { planOf, refusals, warnings, written } from '../helpers/orders';
import { urlPicture } from '../helpers/pictures';

// The catalogue as a choice: which entry an id leads to, and what then goes on the wire.

const images = [urlPicture('https://example.com/a.png')];
const values = { prompt: 'A cat' };

function chosen(choice: Partial<ModelChoice>, operation: Operation = 'edit') {
	const full = { model: '', modelName: '', family: 'auto', ...choice } as const;
	const { entry, known, ...more } = chooseModel(full, operation);
	return { like: [entry.id, entry.modelName].filter(Boolean).join(' '), known, ...more };
}

it.each(models)('finds $id in capitals, behind a vendor and as :official', ({ id }) => {
	for (const spelling of [id.toUpperCase(), `vendor/${id}`, `${id}:official`]) {
		const { entry, known } = chooseModel(
			{ model: spelling, modelName: '', family: 'auto' },
			'edit',
		);
		expect([entry.id, known]).toEqual([id, true]);
	}
});

it.each([
	['openai/gpt-image-2', 'gpt-image-2', true],
	['OpenAI/GPT-Image-2.6-Flare:official', 'gpt-image-2.6-flare', true],
	['google/gemini-3-pro-image', 'gemini-3-pro-image', true],
	['gemini-3-pro-image-preview', 'gemini-3-pro-image', false],
	['gpt-image-2-vip', 'gpt-image-2', false],
	['gpt-image-2-all', 'gpt-image-2', false],
	['gpt-image-2.5-flare-web', 'gpt-image-2.5-flare', false],
	['grok-imagine-image-ext', 'grok-imagine-image', false],
	['openai/gpt-image-2-vip:official', 'gpt-image-2', false],
	['qwen/qwen-image-edit', 'Qwen/Qwen-Image-Edit', true],
	['gpt-image-1-all', 'gpt-image-1-all', true],
	['relay/FLUX.2.Pro', 'flux-2-pro', true],
	['gpt-image-2-6-flare', 'gpt-image-2.6-flare', true],
	// The newest pattern of the family, with every limit as advice.
	['gpt-image-3', 'gpt-image-2.6-flare', false],
	['gpt-image-3-vip', 'gpt-image-2.6-flare', false],
	['doubao-seedream-6-0', 'doubao-seedream-5-0-260128', false],
	['gemini-4-flash-image', 'gemini-nano-banana-2.1', false],
])('treats %s like %s', (model, like, known) => {
	expect(chosen({ model })).toEqual({ like, known });
});

it('sends the id as it was written', async () => {
	const model = 'OpenAI/GPT-Image-2.6-Flare:official';
	expect(await written({ model, bodyFormat: 'json' }, { values, pictures: { images } })).toEqual({
		model,
		image: 'https://example.com/a.png',
		prompt: 'A cat',
	});
});

it('holds the limits of a model in a spelling of its own, and only advises for a channel', () => {
	const raw = { values: { ...values, size: '512x512' }, pictures: { images } };
	expect(refusals({ model: 'openai/gpt-image-2' }, raw)).toEqual([
		expect.stringContaining('takes auto or at least 655360 pixels in all, e.g. 1024x1024'),
	]);
	expect(refusals({ model: 'gpt-image-2-web' }, raw)).toEqual([]);
	expect(warnings({ model: 'gpt-image-2-web' }, raw)).toEqual([
		'Model "gpt-image-2-web" is not in the catalogue and is treated like GPT Image 2.',
		expect.stringContaining('at least 655360 pixels'),
	]);
});

it('has no mask at a channel with one price a call', () => {
	const roles = (model: string) => planOf({ model }).pictures.map(({ role }) => role);
	expect(roles('gpt-image-2')).toEqual(['images', 'mask']);
	expect(roles('gpt-image-2-all')).toEqual(['images', 'mask']);
	expect(roles('gpt-image-2-vip')).toEqual(['images']);
	expect(roles('openai/gpt-image-2.5-flare-vip')).toEqual(['images']);
	expect(roles('gpt-image-3-vip')).toEqual(['images']);
	expect(roles('relay/gpt-image-3-vip')).toEqual(['images']);
	expect(roles('gpt-image-2-vip-preview')).toEqual(['images']);
	expect(roles('gpt-image-2-preview-vip')).toEqual(['images']);
	expect(roles('gpt-image-2-preview')).toEqual(['images', 'mask']);
	expect(roles('gpt-image-3')).toEqual(['images', 'mask']);
});

it.each(['doubao-seedream-4-5-251128', 'gpt-image-2.6-flare'])(
	'a channel to %s has its facts, but not its prices',
	(id) => {
		const entryOf = (model: string) =>
			chooseModel({ model, modelName: '', family: 'auto' }, 'edit').entry;
		const { price, priceDate, tokenPrice, ...facts } = entryOf(id);
		expect([price ?? tokenPrice, priceDate]).toEqual([expect.any(Object), '2026-11']);
		expect(entryOf(`${id}-ext`)).toStrictEqual(facts);
		expect(entryOf(`${id}:official`)).toBe(entryOf(id));
	},
);

it('follows the family that was chosen before the spelling of an id', () => {
	expect(chosen({ model: 'openai/gpt-image-2', family: 'generic' })).toEqual({
		like: '',
		known: false,
	});
	expect(chosen({ model: 'gpt-image-2', family: 'generic' })).toEqual({
		like: 'gpt-image-2',
		known: true,
	});
});

describe('a model_name', () => {
	it('that no model has is taken as new, with every limit as advice', async () => {
		const kling = { model: 'kling-image', modelName: 'kling-v9' } as const;
		expect(chosen(kling)).toEqual({ like: 'kling-image kling-v9', known: false });
		const { entry } = chooseModel({ ...kling, family: 'auto' }, 'edit');
		expect(entry.version).toBe('kling-v9');
		const raw = { values: { ...values, n: 99 }, pictures: { images } };
		expect(refusals(kling, raw)).toEqual([]);
		expect(await written(kling, raw)).toEqual({
			model: 'kling-image',
			model_name: 'kling-v9',
			image: 'https://example.com/a.png',
			prompt: 'A cat',
			n: 99,
		});
	});

	it("of another model stops, but for an expression's left-over name", async () => {
		const left = { model: 'kling-image', modelName: 'kling-image-o1' } as const;
		expect(chosen(left)).toEqual({
			like: 'kling-image kling-v3',
			known: true,
			mismatchedModelName: 'kling-image-o1',
		});
		expect(refusals(left, { values, pictures: { images } })).toEqual([
			expect.stringContaining('Version is "kling-image-o1", but Kling Image has Kling 3,'),
		]);
		expect(chosen({ ...left, byExpression: true })).toEqual({
			like: 'kling-image kling-v3',
			known: true,
		});
	});

	it('of the family goes with an id that the catalogue does not have', async () => {
		const next = { model: 'kling-image-next', modelName: 'kling-v2-1' } as const;
		expect(chosen(next, 'combine')).toEqual({ like: 'kling-image kling-v2-1', known: false });
		const raw = { pictures: { subjects: images }, values };
		expect(await written({ ...next, operation: 'combine' }, raw)).toEqual({
			model: 'kling-image-next',
			model_name: 'kling-v2-1',
			subject_image_list: [{ subject_image: 'https://example.com/a.png' }],
			prompt: 'A cat',
		});
	});

	it('is the first that can do the operation where none was given', () => {
		expect(chosen({ model: 'kling-image' }, 'combine')).toEqual({
			like: 'kling-image kling-v2-1',
			known: true,
		});
		expect(chosen({ model: 'KLING-IMAGE' }, 'expand')).toEqual({
			like: 'kling-image kling-v3',
			known: true,
		});
	});

	it('is sent to no model that has none', async () => {
		const left = { model: 'gpt-image-2', modelName: 'kling-v3' } as const;
		expect(chosen(left)).toEqual({ like: 'gpt-image-2', known: true });
		expect(
			await written({ ...left, bodyFormat: 'json' }, { values, pictures: { images } }),
		).not.toHaveProperty('model_name');
	});
});
