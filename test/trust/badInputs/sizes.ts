import type { BadInput } from '../support/badInput';

const seedream30 = { model: 'doubao-seedream-3-0-t2i-250415', operation: 'generate' };

const row = (
	form: BadInput['form'],
	name: string,
	size: unknown,
	allowed: string,
	is = `${String(size)} for ${name}`,
): BadInput => ({
	is,
	form: { ...form, size },
	says: [`Size is "${String(size)}", but ${name} takes ${allowed}.`],
});

const seedream45 = (size: string, allowed: string) =>
	row({ model: 'doubao-seedream-4-5-251128' }, 'Seedream 4.5', size, allowed);
const seedream50 = (size: string, allowed: string) =>
	row({ model: 'doubao-seedream-5-0-260128' }, 'Seedream 5.0 Lite', size, allowed);
const seedream40 = (size: string, allowed: string) =>
	row({ model: 'doubao-seedream-4-0-250828' }, 'Seedream 4.0', size, allowed);
const gpt2 = (size: string, allowed: string) =>
	row({ model: 'gpt-image-2' }, 'GPT Image 2', size, allowed);

const least = (words: string, pixels: number) =>
	`${words}at least ${pixels} pixels in all, e.g. ${pixels > 1024 * 1024 ? '2048x2048' : '1024x1024'}`;
const most = (words: string, pixels: number) => `${words}at most ${pixels} pixels in all`;
// An example that each of these models would itself refuse helps nobody.
const written = (words: string) => `${words}width x height like 2048x2048`;

const seedreams: readonly BadInput[] = [
	seedream45('1024x1024', least('2K, 4K or ', 3_686_400)),
	seedream45('1919x1920', least('2K, 4K or ', 3_686_400)),
	seedream45('1K', written('2K, 4K or ')),
	seedream45('3K', written('2K, 4K or ')),
	seedream45('adaptive', written('2K, 4K or ')),
	seedream45('4097x4096', most('2K, 4K or ', 16_777_216)),
	seedream45('2048 by 2048', written('2K, 4K or ')),
	seedream50('1024x1024', least('2K, 3K, 4K or ', 3_686_400)),
	seedream50('1K', written('2K, 3K, 4K or ')),
	seedream50('0x0', least('2K, 3K, 4K or ', 3_686_400)),
	seedream40('512x512', least('1K, 2K, 4K or ', 921_600)),
	seedream40('8192x8192', most('1K, 2K, 4K or ', 16_777_216)),
	seedream40('8K', written('1K, 2K, 4K or ')),
	seedream40('2048', written('1K, 2K, 4K or ')),
	row(seedream30, 'Seedream 3.0', '256x256', least('', 262_144)),
	row(seedream30, 'Seedream 3.0', '4096x4096', most('', 4_194_304)),
	row(seedream30, 'Seedream 3.0', '2K', written('')),
];

const gpts: readonly BadInput[] = [
	gpt2('1000x1000', 'sides divisible by 16'),
	gpt2('1024x1025', 'sides divisible by 16'),
	gpt2('4096x1536', 'sides of at most 3840 pixels'),
	gpt2('4096x4096', most('auto or ', 8_294_400)),
	gpt2('3840x3840', most('auto or ', 8_294_400)),
	gpt2('3200x1024', 'a ratio from 1:3 to 3:1'),
	gpt2('512x2048', 'a ratio from 1:3 to 3:1'),
	gpt2('0x0', least('auto or ', 655_360)),
	gpt2('512x512', least('auto or ', 655_360)),
	gpt2('2K', written('auto or ')),
	gpt2('-1024x1024', written('auto or ')),
	...(
		[
			['gpt-image-1', 'GPT Image 1'],
			['gpt-image-1-mini', 'GPT Image 1 Mini'],
			['gpt-image-1.5', 'GPT Image 1.5'],
			['chatgpt-image-latest', 'ChatGPT Image Latest'],
		] as const
	).map(([model, name]) =>
		row({ model }, name, '2048x2048', 'one of auto, 1024x1024, 1536x1024, 1024x1536'),
	),
	row(
		{ model: 'gpt-image-1' },
		'GPT Image 1',
		'256x256',
		'one of auto, 1024x1024, 1536x1024, 1024x1536. It is left over from another model and is not sent. Choose another value',
	),
	row({ model: 'dall-e-2' }, 'DALL·E 2', '2048x2048', 'one of 256x256, 512x512, 1024x1024'),
	row(
		{ model: 'dall-e-2', operation: 'generate' },
		'DALL·E 2',
		'1792x1024',
		'one of 256x256, 512x512, 1024x1024. It is left over from another model and is not sent. Choose another value',
	),
	row(
		{ model: 'dall-e-2' },
		'DALL·E 2',
		'1536x1024',
		'one of 256x256, 512x512, 1024x1024. It is left over from another model and is not sent. Choose another value',
	),
];

const objects: readonly BadInput[] = [
	{
		is: 'a size from an expression that gave an object',
		form: { model: 'gpt-image-2', size: { width: 1024, height: 1024 } },
		says: ['Size is "{"width":1024,"height":1024}", but GPT Image 2 takes a plain value.'],
	},
	{
		is: 'a size from an expression that gave a number',
		form: { model: 'doubao-seedream-4-0-250828', size: 2048 },
		says: [`Size is "2048", but Seedream 4.0 takes ${written('1K, 2K, 4K or ')}.`],
	},
	{
		is: 'a size in words, where the sources are unsure',
		form: { model: 'nano-banana', size: 'large' },
		says: [],
		warns: [`Size is "large", but Nano Banana takes ${written('')}.`],
	},
	{
		is: 'a size of no shape, even where the sources are unsure',
		form: { model: 'nano-banana', size: '1024' },
		says: [`Size is "1024", but Nano Banana takes ${written('')}.`],
	},
];

export const sizes: readonly BadInput[] = [...seedreams, ...gpts, ...objects];
