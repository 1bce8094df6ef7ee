export interface KlingAbility {
	readonly textToImage: boolean;
	readonly oneImage: false | 'reference' | 'restyle';
	readonly severalImages: boolean;
	readonly resolutions: readonly string[];
}

// Kling's capability map (domain.md 1.3); outpainting works whatever the model.
export const klingAbilities: Readonly<Record<string, KlingAbility>> = {
	'kling-v1': {
		textToImage: true,
		oneImage: 'reference',
		severalImages: false,
		resolutions: ['1k'],
	},
	'kling-v1-5': {
		textToImage: true,
		oneImage: 'reference',
		severalImages: false,
		resolutions: ['1k'],
	},
	'kling-v2': {
		textToImage: true,
		oneImage: 'restyle',
		severalImages: true,
		resolutions: ['1k', '2k'],
	},
	'kling-v2-new': {
		textToImage: false,
		oneImage: 'restyle',
		severalImages: false,
		resolutions: ['1k', '2k'],
	},
	'kling-v2-1': {
		textToImage: true,
		oneImage: false,
		severalImages: true,
		resolutions: ['1k', '2k'],
	},
	'kling-v3': {
		textToImage: true,
		oneImage: 'reference',
		severalImages: false,
		resolutions: ['1k', '2k'],
	},
};
