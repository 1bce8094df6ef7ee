import { cannotText } from '../../nodes/ImageEdit/catalogue/abilities';
import type { ModelEntry, Operation } from '../../nodes/ImageEdit/catalogue/types';
import { models } from '../../nodes/ImageEdit/catalogue/models';

const entryOf = (id: string, modelName?: string) =>
	models.find((entry) => entry.id === id && entry.modelName === modelName) as ModelEntry;

it.each<[string, string | undefined, Operation, string]>([
	// None of the family can.
	[
		'gpt-image-2',
		undefined,
		'tryOn',
		'GPT Image cannot try on garments. Choose Kolors Virtual Try-On 1.5 under Model.',
	],
	[
		'kling-omni-image',
		'kling-image-o1',
		'expand',
		'Kling Omni cannot expand images. Choose Kling Image under Model.',
	],
	['dall-e-3', undefined, 'expand', 'DALL·E cannot expand images. Choose Kling Image under Model.'],
	// Others of the family can.
	[
		'gpt-image-1-all',
		undefined,
		'generate',
		'GPT Image 1 All cannot generate images. Choose Nano Banana 2.1 under Model.',
	],
	[
		'doubao-seedream-3-0-t2i-250415',
		undefined,
		'edit',
		'Seedream 3.0 cannot edit images. Choose Nano Banana 2.1 under Model.',
	],
	// Nobody calls it generic.
	[
		'flux-2-pro',
		undefined,
		'combine',
		'FLUX.2 Pro cannot combine images. Choose Kling Image under Model.',
	],
	// Other versions of it can.
	[
		'kling-image',
		'kling-v3',
		'combine',
		'Kling Image (Kling 3) cannot combine images. Choose one of Kling 2.1, Kling 2 under Version.',
	],
])('says of %s %s and %s what to choose instead', (id, modelName, operation, text) => {
	expect(cannotText(entryOf(id, modelName), operation)).toBe(text);
});

it.each<[string, string | undefined, Operation, RegExp]>([
	['gpt-image-2', undefined, 'expand', /^The one cannot expand images\. Choose Kling Image/],
	['kling-image', 'kling-v3', 'combine', /^The one cannot combine images\. Choose one of Kling 2/],
])('calls %s %s by the name that it is given', (id, modelName, operation, text) => {
	expect(cannotText(entryOf(id, modelName), operation, 'The one')).toMatch(text);
});
