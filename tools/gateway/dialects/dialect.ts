import type { AnswerEntry, AnswerShape, BodyKind, Dialect, PaidRoute } from '../vocabulary';
import type { ErrorTable, Refusal } from '../errors';
import type { FamilyRules } from '../families/family';
import type { Order } from '../order';
import type { MadePicture } from '../../painter/commission';

/** What one gateway asks for and how it answers; the facts come from its seed document. */
export interface DialectRules {
	readonly id: Dialect;
	/** The first part of its paths; `v1` when absent. */
	readonly version?: string;
	/** `{model}` stands for the model. */
	readonly editsPath: string;
	/** A header that may carry the bare key. */
	readonly keyHeader?: string;
	/** A parameter of the address that may carry it. */
	readonly keyParameter?: string;
	/** Its one body for all orders, as flat fields. @throws Refusal */
	readonly ownBody?: (values: unknown) => Readonly<Record<string, unknown>>;
	/** Nulls in JSON count as not given. */
	readonly takesNulls?: true;
	/** `/models` when absent. */
	readonly modelsPath?: string;
	/** How its list of models looks, where that is not OpenAI's way. */
	readonly listBody?: () => object;
	/** `undefined`: this gateway has no model list. */
	readonly modelList?: readonly string[];
	readonly editsBody: readonly BodyKind[];
	/** A value that the Accept header of an edit must name. */
	readonly accept?: string;
	/** Used when a request names no model; `undefined`: the model is required. */
	readonly defaultModel?: Readonly<Record<PaidRoute, string>>;
	readonly servesModel: (model: string) => boolean;
	/** What this gateway adds to or takes from a family's rules. */
	readonly adapt?: (rules: FamilyRules, model: string, body: BodyKind) => FamilyRules;
	readonly errors: ErrorTable;
	readonly errorBody: (refusal: Refusal, requestId: string) => object;
	readonly answerShape: (order: Order) => AnswerShape;
	readonly envelope: (
		entries: readonly AnswerEntry[],
		order: Order,
		pictures: readonly MadePicture[],
		created: number,
	) => object;
}
