import type { Family, FamilyEntry } from './types';

/** In the order in which `auto` tries the guesses. */
export const families: readonly FamilyEntry[] = [
	{
		id: 'klingOmni',
		label: 'Kling Omni',
		guess: ['kling-omni', 'kling-image-o1', '-omni-image', 'v3-omni'],
		like: 'kling-omni-image',
	},
	{
		id: 'virtualTryOn',
		label: 'Virtual Try-On',
		guess: ['try-on', 'tryon', 'kolors-virtual'],
		like: 'kolors-virtual-try-on-v1-5',
	},
	{ id: 'klingImage', label: 'Kling Image', guess: ['kling'], like: 'kling-image' },
	{
		id: 'nanoBanana',
		label: 'Nano Banana',
		guess: ['banana', 'gemini'],
		like: 'gemini-nano-banana-2.1',
	},
	{ id: 'seedream', label: 'Seedream', guess: ['seedream'], like: 'doubao-seedream-5-0-260128' },
	{ id: 'fluxKontext', label: 'FLUX Kontext', guess: ['kontext'], like: 'flux-kontext-pro' },
	{ id: 'dallE2', label: 'DALL·E', guess: ['dall-e', 'dalle'], like: 'dall-e-2' },
	{
		id: 'gptImage',
		label: 'GPT Image',
		guess: ['gpt-image', 'gptimage', 'chatgpt-image'],
		like: 'gpt-image-2.6-flare',
	},
	{ id: 'generic', label: 'Generic', guess: [] },
];

/** The family that `auto` takes for an unknown id. */
export function guessFamily(id: string): Family {
	const lower = id.toLowerCase();
	return families.find(({ guess }) => guess.some((part) => lower.includes(part)))?.id ?? 'generic';
}

/** Parts of ids that `auto` gives to families before this one. */
export function earlierGuesses(id: Family): readonly string[] {
	const index = families.findIndex((family) => family.id === id);
	return families.slice(0, index).flatMap(({ guess }) => guess);
}
