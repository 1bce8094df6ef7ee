import type { BodyKind } from '../vocabulary';
import { without } from './fields';
import type { FamilyRules } from './family';
import { fluxKontext } from './fluxKontext';
import { generic } from './generic';
import { gptImage } from './gptImage';
import { klingImage } from './klingImage';
import { klingOmni } from './klingOmni';
import { nanoBanana } from './nanoBanana';
import { dallE2, dallE3 } from './openAiImages';
import { seedream } from './seedream';
import { flux2, flux3, grok, qwenEdit, qwenImage, wan } from './vendors2026';
import { virtualTryOn } from './virtualTryOn';

type FamilyOf = (model: string, modelName: string | undefined, body: BodyKind) => FamilyRules;

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

/** What came later in 2026: none of the seeds' gateways names them. */
const newerJson: Readonly<Record<string, FamilyOf>> = {
	'gemini-nano-banana-2.1': nanoBanana,
	'gemini-3.1-flash-lite-image': nanoBanana,
	'gemini-3.1-flash-image': nanoBanana,
	'gemini-3-pro-image': nanoBanana,
	'gemini-2.5-flash-image': nanoBanana,
	'doubao-seedream-5-5': seedream,
	'doubao-seedream-5-0-pro-260628': seedream,
	'dola-seedream-5-0-pro': seedream,
};

const newerForm: Readonly<Record<string, FamilyOf>> = {
	'gpt-image-2.5-flare': gptImage,
	'gpt-image-2.5-flare-2026-09-08': gptImage,
	'gpt-image-2.5-sunburst': gptImage,
	'gpt-image-2.5-sunburst-2026-09-08': gptImage,
	'gpt-image-2.6-flare': gptImage,
	'gpt-image-2.6-sunburst': gptImage,
	'grok-imagine-image-2.0': grok,
	'grok-imagine-image': grok,
	'grok-imagine-image-quality': grok,
	'flux-2-pro': flux2,
	'flux-2-max': flux2,
	'flux-2-flex': flux2,
	'flux-2-klein-9b': flux2,
	'flux-2-klein-4b': flux2,
	'flux-3-image': flux3,
	'qwen-image-3.0-pro': qwenImage,
	'qwen-image-3.0': qwenImage,
	'qwen-image-2.1-pro': qwenImage,
	'qwen-image-edit-plus': qwenEdit,
	'Qwen/Qwen-Image-Edit': qwenEdit,
	'wan2.7-image-pro': wan,
	'wan2.7-image': wan,
};

export const jsonModels: readonly string[] = Object.keys(jsonFamilies);
export const formModels: readonly string[] = Object.keys(formFamilies);
export const newerModels: readonly string[] = [newerForm, newerJson].flatMap(Object.keys);

const ofForm = { ...formFamilies, ...newerForm };
const ofJson = { ...jsonFamilies, ...newerJson };

/** As relays write a vendor's model: `openai/gpt-image-2`, `gpt-image-2:official`. */
function vendorsName(model: string): string {
	if (model in ofForm) return model;
	return model
		.toLowerCase()
		.replace(/^.*\//, '')
		.replace(/:official$/, '');
}

/** The JSON families keep their fields in JSON alone: in a form such a model is a stranger. */
export function familyOf(
	model: string,
	modelName: string | undefined,
	body: BodyKind,
): FamilyRules {
	const name = vendorsName(model);
	const isVip = name.endsWith('-vip');
	const own = isVip ? name.slice(0, -'-vip'.length) : name;
	const family = ofForm[own] ?? (body === 'json' ? ofJson[own] : undefined);
	const rules = (family ?? generic)(own, modelName, body);
	// One price a call, and no mask (documents of apiyi and laozhang).
	return family && isVip ? { ...rules, fields: without(rules.fields, 'mask', 'markup') } : rules;
}
