import type { FamilyRules } from './family';
import { fluxKontext } from './fluxKontext';
import { generic } from './generic';
import { klingImage } from './klingImage';
import { klingOmni } from './klingOmni';
import { nanoBanana } from './nanoBanana';
import { dallE2, dallE3, gptImage } from './openAiImages';
import { seedream } from './seedream';
import { virtualTryOn } from './virtualTryOn';

type FamilyOf = (model: string, modelName?: string) => FamilyRules;

const jsonFamilies: Readonly<Record<string, FamilyOf>> = {
	'nano-banana': nanoBanana,
	'nano-banana-pro': nanoBanana,
	'nano-banana-pro-2k': nanoBanana,
	'nano-banana-pro-4k': nanoBanana,
	'nano-banana-2': nanoBanana,
	'nano-banana-2-2k': nanoBanana,
	'nano-banana-2-4k': nanoBanana,
	'doubao-seedream-3-0-t2i-250415': seedream,
	'doubao-seedream-4-0-250828': seedream,
	'doubao-seedream-4-5-251128': seedream,
	'doubao-seedream-5-0-260128': seedream,
	'kling-image': klingImage,
	'kling-omni-image': klingOmni,
	'kolors-virtual-try-on-v1': virtualTryOn,
	'kolors-virtual-try-on-v1-5': virtualTryOn,
};

const formFamilies: Readonly<Record<string, FamilyOf>> = {
	'gpt-image-1': gptImage,
	'gpt-image-1-mini': gptImage,
	'gpt-image-1.5': gptImage,
	'gpt-image-2': gptImage,
	'gpt-image-2-2026-04-21': gptImage,
	'chatgpt-image-latest': gptImage,
	'gpt-image-1-all': gptImage,
	'flux-kontext-pro': fluxKontext,
	'flux-kontext-max': fluxKontext,
	'dall-e-2': dallE2,
	'dall-e-3': dallE3,
};

export const jsonModels: readonly string[] = Object.keys(jsonFamilies);
export const formModels: readonly string[] = Object.keys(formFamilies);

/** The JSON families keep their fields in JSON alone: in a form such a model is a stranger. */
export function familyOf(
	model: string,
	modelName: string | undefined,
	body: 'json' | 'multipart',
): FamilyRules {
	const family = formFamilies[model] ?? (body === 'json' ? jsonFamilies[model] : undefined);
	return (family ?? generic)(model, modelName);
}
