import type { Family, FamilyEntry } from './types';

/** In the order in which `auto` tries the guesses. */
export const families = [
	{
		id: 'klingOmni',
		label: 'Kling Omni',
		guess: '[Kk]ling.*[Oo]mni|kling-image-o1',
		like: 'kling-omni-image',
	},
	{
		id: 'virtualTryOn',
		label: 'Virtual Try-On',
		guess: '[Tt]ry-?[Oo]n|[Kk]olors',
		like: 'kolors-virtual-try-on-v1-5',
	},
	{ id: 'klingImage', label: 'Kling Image', guess: '[Kk]ling', like: 'kling-image' },
	{ id: 'nanoBanana', label: 'Nano Banana', guess: 'banana|gemini.*image', like: 'nano-banana-2' },
	{ id: 'seedream', label: 'Seedream', guess: 'seedream', like: 'doubao-seedream-4-0-250828' },
	{ id: 'fluxKontext', label: 'FLUX Kontext', guess: 'kontext', like: 'flux-kontext-pro' },
	{ id: 'dallE2', label: 'DALL·E 2', guess: 'dall-?e', like: 'dall-e-2' },
	{ id: 'gptImage', label: 'GPT Image', guess: 'gpt-?image|chatgpt-image', like: 'gpt-image-1' },
	{ id: 'generic', label: 'Generic' },
] as const satisfies readonly FamilyEntry[];

/** The family that `auto` takes for an unknown id. */
export function guessFamily(id: string): Family {
	const guessed = families.find((family) => 'guess' in family && new RegExp(family.guess).test(id));
	return guessed?.id ?? 'generic';
}

/**
 * A regular expression for the ids that `auto` gives to this family and to none before it,
 * so that the editor shows what the node will do.
 */
export function guessPattern(id: Family): string {
	const index = families.findIndex((family) => family.id === id);
	const earlier = families
		.slice(0, index)
		.flatMap((family) => ('guess' in family ? [family.guess] : []));
	const family: FamilyEntry | undefined = families[index];
	const none = earlier.length > 0 ? `(?!.*(?:${earlier.join('|')}))` : '';
	return `^${none}${family?.guess === undefined ? '' : `.*(?:${family.guess})`}`;
}
