import type { OrderBody } from './orderBody';

/** The vocabulary of the two catalogues. Everything in them is data; what reads them is elsewhere. */

export type Family =
	| 'dallE2'
	| 'fluxKontext'
	| 'generic'
	| 'gptImage'
	| 'klingImage'
	| 'klingOmni'
	| 'nanoBanana'
	| 'seedream'
	| 'virtualTryOn';

export type Operation = 'combine' | 'edit' | 'expand' | 'generate' | 'tryOn';

export type BodyFormat = 'json' | 'multipart';

export type ImageType = 'gif' | 'jpeg' | 'png' | 'webp';

/** Holds when the named field of the same order has (or has not) one of the values. */
export interface Condition {
	readonly field: string;
	readonly in?: readonly string[];
	readonly notIn?: readonly string[];
	/** It also holds while the field is not set. */
	readonly orUnset?: true;
}

/** What else must hold for a value: a condition on a field, or an image slot that stays empty. */
export type ValueRule = Condition | { readonly without: PictureRole };

interface FieldBase {
	/** The node parameter: a top-level name, or a child of `options`. */
	readonly name: string;
	/** The name on the wire; each dot goes one object deeper. */
	readonly wire: string;
	/** The name in a form, where a form writes what is deeper in another way than as JSON. */
	readonly formWire?: string;
	readonly label: string;
	/** One sentence for the editor, the messages and the README. */
	readonly help: string;
	readonly placeholder?: string;
	/** In place of `placeholder`, for single operations. */
	readonly placeholders?: Partial<Record<Operation, string>>;
	readonly hints?: Partial<Record<Operation, string>>;
	/** Where the editor shows it; `options` when absent. */
	readonly place?: 'top';
	/** The operations it belongs to; all that the model has when absent. */
	readonly operations?: readonly Operation[];
	/** The operations that cannot do without it. */
	readonly requiredFor?: readonly Operation[];
	/** Not sent, with a warning, while the condition does not hold. */
	readonly when?: Condition;
	/** The sources are unsure of the limits: outside of them is a warning, not a refusal. */
	readonly unsure?: true;
}

export interface TextField extends FieldBase {
	readonly kind: 'text';
	readonly maxLength?: number;
	readonly rows?: number;
	/** The word that it begins with: the node puts an ID in its place that only this order has. */
	readonly initial?: 'auto';
}
export interface ChoiceField extends FieldBase {
	readonly kind: 'choice';
	readonly values: readonly string[];
	/** What a new node holds; empty = the model decides, and nothing is sent. */
	readonly initial: string;
	/** What else must hold for a value; otherwise the order is refused for certain. */
	readonly valueRules?: Readonly<Record<string, readonly ValueRule[]>>;
	/** Values that may be refused, with the reason as a whole sentence: a warning, no refusal. */
	readonly valueNotes?: Readonly<Record<string, string>>;
}
export interface NumberField extends FieldBase {
	readonly kind: 'integer' | 'number';
	readonly min: number;
	readonly max: number;
	readonly initial: number;
}
export interface FlagField extends FieldBase {
	readonly kind: 'flag';
	readonly initial: boolean;
	/** Off is not sent; on is sent with these beside it. */
	readonly whenOn?: Readonly<Record<string, number>>;
}
/** `WIDTHxHEIGHT` within limits, or one of the tiers (`2K`) or words (`auto`). */
export interface SizeField extends FieldBase {
	readonly kind: 'size';
	readonly words: readonly string[];
	readonly minPixels?: number;
	readonly maxPixels?: number;
	/** Both sides are multiples of this. */
	readonly multipleOf?: number;
	/** Longer side ÷ shorter side. */
	readonly maxRatio?: number;
	readonly maxSide?: number;
}
/** Ids, comma-separated; each becomes `{ [itemKey]: id }`, digits as a bare number. */
export interface IdsField extends FieldBase {
	readonly kind: 'ids';
	readonly itemKey: string;
}

export type FieldSpec = ChoiceField | FlagField | IdsField | NumberField | SizeField | TextField;

/** The part that a picture plays in an order. */
export type PictureRole =
	| 'cloth'
	| 'human'
	| 'images'
	| 'markup'
	| 'mask'
	| 'scene'
	| 'style'
	| 'subjects';

/** What a picture must be, as the sources state it. Sides in pixels, sizes in bytes. */
export interface PictureLimits {
	readonly types?: readonly ImageType[];
	readonly maxBytes?: number;
	/** Where the vendor says "less than": this size itself is refused. */
	readonly underBytes?: number;
	readonly minSide?: number;
	/** Width × height. */
	readonly maxPixels?: number;
	/** Longer side ÷ shorter side. */
	readonly maxRatio?: number;
	readonly square?: true;
	/** Without a mask, the transparent parts of the picture itself say what is edited. */
	readonly alphaWithoutMask?: true;
	readonly unsure?: true;
}

export interface PictureSpec {
	readonly role: PictureRole;
	readonly min: number;
	readonly max: number;
	/** `max` is advice: more is a warning. */
	readonly maxUnsure?: true;
	/** The JSON field for one picture. */
	readonly wire: string;
	/** The JSON field for two and more; `wire` with an array when absent. */
	readonly wireSeveral?: string;
	/** In JSON always an array of `{ [itemKey]: picture }`. */
	readonly itemKey?: string;
	readonly limits: PictureLimits;
}

export interface ModelEntry {
	/** The wire's `model`. */
	readonly id: string;
	/** The wire's `model_name`: the key of an entry is the pair. */
	readonly modelName?: string;
	/** What people call the `model_name`: "Kling 3". */
	readonly version?: string;
	readonly label: string;
	readonly shortLabel?: string;
	readonly family: Family;
	/** Who makes the model. */
	readonly vendor: string;
	/** Further words by which people look for it. */
	readonly keywords?: readonly string[];
	readonly operations: readonly Operation[];
	readonly pictures: Partial<Record<Operation, readonly PictureSpec[]>>;
	readonly fields: readonly FieldSpec[];
	/** How the vendor wants base64 in JSON. */
	readonly base64: 'bare' | 'dataUri';
	/** The body of an edit at a gateway that leaves it to the model. */
	readonly body: BodyFormat;
	/** The path at which pictures are dropped in silence, and billed all the same. */
	readonly dropsPicturesAt?: string;
	/** Pictures and element ids together, at most. */
	readonly maxReferences?: number;
	/** Pictures and results together, at most. */
	readonly maxWithResults?: number;
	/** Price of one call by gateway, in the gateway's own unit. */
	readonly price?: Readonly<Record<string, number>>;
	/** The vendor's own price in US dollars for a million tokens. */
	readonly tokenPrice?: Readonly<Record<'imageIn' | 'imageOut' | 'textIn', number>>;
	/** When the prices were read: `YYYY-MM`. */
	readonly priceDate?: string;
	/** When its vendor ends it. Gateways keep the name longer, so the entry stays. */
	readonly lifecycle?: Lifecycle;
	/** Facts a user should know, one sentence each, for the README. */
	readonly notes?: readonly string[];
	readonly source: string;
}

export interface Lifecycle {
	/** The day on which the vendor ends the model: `YYYY-MM-DD`. */
	readonly ends: string;
	/** The ids that the vendor names in its place, the best first. */
	readonly successors: readonly string[];
	/** One source, or sources that disagree. */
	readonly unsure?: true;
	/** The id is not the vendor's: relays serve it on under this name, so a request gets no warning. */
	readonly isRelayName?: true;
}

export interface FamilyEntry {
	readonly id: Family;
	readonly label: string;
	/** Parts of the ids that `auto` takes for this family, in lower case. */
	readonly guess: readonly string[];
	/** The model whose entry unknown ids follow, with every limit as advice. */
	readonly like?: string;
}

export interface GatewayEntry {
	/** The value of the credential's Gateway: saved in workflows, so it never changes. */
	readonly id: string;
	readonly label: string;
	/** Its own address, to which the paths are added; absent = the user's. */
	readonly baseUrl?: string;
	/** The part of a path that is added where an address names no version; `v1` when absent. */
	readonly version?: string;
	/** The header in which its own address takes the bare key; `Authorization: Bearer` when absent. */
	readonly keyHeader?: string;
	/** It has a list of models: that there is none is a fault of the address. */
	readonly listsModels?: true;
	/** Paths that are added to the address; `{model}` stands for the model. */
	readonly editPath: string;
	readonly generatePath: string;
	readonly modelsPath: string;
	/**
	 * Where to ask after a task, tried in turn while the gateway answers 404; `{taskId}` is the task's id
	 * and `{orderPath}` the path of the order. Asking costs nothing.
	 */
	readonly taskPaths: readonly string[];
	/** How it wants an order written; a flat list of the model's fields when absent. */
	readonly order?: OrderBody;
	/** The body of edits; `model` = as the model's entry says. */
	readonly editBody: BodyFormat | 'model';
	/** The multipart field of a picture by the form it takes; only `file` = URLs are downloaded first. */
	readonly pictureFields: {
		readonly file: string;
		readonly url?: string;
		readonly base64?: string;
	};
	readonly modelRequired: boolean;
	/** The model ids that its document names; absent = none in particular. */
	readonly documentedModels?: readonly string[];
	/** Its document says that there are no others. */
	readonly noOtherModels?: true;
	readonly notes: readonly string[];
	readonly source: string;
}
