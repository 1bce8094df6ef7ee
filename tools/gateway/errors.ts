export type RefusalKind =
	| 'missingKey'
	| 'wrongKey'
	| 'unknownPath'
	| 'wrongBody'
	| 'unreadableBody'
	| 'tooLarge'
	| 'missingField'
	| 'missingPicture'
	| 'badValue'
	| 'unknownField'
	| 'duplicateField'
	| 'badMimeType'
	| 'badPicture'
	| 'unknownModel'
	| 'unknownTask'
	| 'duplicateTask'
	| 'tooFast'
	| 'broken';

/** A request that breaks a rule. The dialect turns it into its own status and error body. */
export class Refusal extends Error {
	constructor(
		readonly kind: RefusalKind,
		message: string,
		readonly field?: string,
	) {
		super(message);
		this.name = 'Refusal';
	}
}

export interface ErrorRow {
	readonly status: number;
	readonly code: string;
	readonly type: string;
}

export type ErrorTable = Readonly<Record<RefusalKind, ErrorRow>>;
