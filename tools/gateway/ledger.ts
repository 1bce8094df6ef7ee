import type { Dialect } from './vocabulary';

/** One row per order that was paid for: two equal digests are a picture bought twice. */
export interface LedgerRow {
	readonly requestId: string;
	readonly dialect: Dialect;
	readonly model: string;
	readonly count: number;
	/** Over the model, every field and the bytes of every picture. */
	readonly fieldsDigest: string;
	readonly taskId?: string;
	/** What happened to the answer, when it was not whole. */
	readonly fault?: string;
	/** The task did not succeed, and the money came back. */
	refunded?: true;
}
