import type { PictureSource } from '../vocabulary';

export type FieldRule =
	| { readonly kind: 'text'; readonly maxLength?: number; readonly mayBeEmpty?: true }
	| { readonly kind: 'oneOf'; readonly values: readonly string[] }
	| { readonly kind: 'pattern'; readonly pattern: RegExp; readonly says: string }
	| { readonly kind: 'integer'; readonly min: number; readonly max: number }
	| { readonly kind: 'number'; readonly min: number; readonly max: number }
	| { readonly kind: 'boolean' }
	| { readonly kind: 'object'; readonly fields: Readonly<Record<string, FieldRule>> }
	| { readonly kind: 'elementList' }
	| PictureRule;

export type PictureRule =
	| { readonly kind: 'picture'; readonly sources: readonly PictureSource[] }
	| {
			readonly kind: 'pictures';
			readonly sources: readonly PictureSource[];
			/** The key of each entry when the list holds objects. */
			readonly itemKey?: string;
			readonly max?: number;
	  };

export type FieldRules = Readonly<Record<string, FieldRule>>;

const anySource = ['file', 'url', 'base64'] as const;

export const text = (maxLength?: number): FieldRule => ({
	kind: 'text',
	...(maxLength !== undefined && { maxLength }),
});
export const oneOf = (...values: string[]): FieldRule => ({ kind: 'oneOf', values });
export const pattern = (expression: RegExp, says: string): FieldRule => ({
	kind: 'pattern',
	pattern: expression,
	says,
});
export const integer = (min: number, max: number): FieldRule => ({ kind: 'integer', min, max });
export const number = (min: number, max: number): FieldRule => ({ kind: 'number', min, max });
export const flag: FieldRule = { kind: 'boolean' };
export const picture: FieldRule = { kind: 'picture', sources: anySource };
export const pictures = (max?: number): FieldRule => ({
	kind: 'pictures',
	sources: anySource,
	...(max !== undefined && { max }),
});
export const pictureList = (itemKey: string, max: number): FieldRule => ({
	kind: 'pictures',
	sources: ['url', 'base64'],
	itemKey,
	max,
});
export const pixelSize = pattern(/^[1-9]\d{1,4}x[1-9]\d{1,4}$/, 'WIDTHxHEIGHT');
export const httpUrl = pattern(/^https?:\/\/\S+$/, 'an http or https URL');

export function isPictureRule(rule: FieldRule): rule is PictureRule {
	return rule.kind === 'picture' || rule.kind === 'pictures';
}

export function without(fields: FieldRules, ...names: readonly string[]): FieldRules {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
