import type { Job as PainterJob, OutputWish, SizeWish } from '../painter/commission';
import type { Dialect, LoadedPicture } from './vocabulary';

export type Job = PainterJob<LoadedPicture>;

export interface OrderDraft {
	readonly job: Job;
	readonly prompt: string;
	readonly count: number;
	/** Pictures of one series differ in their moment, not only in their variant. */
	readonly series?: boolean;
	readonly size: SizeWish;
	readonly output: OutputWish;
	readonly responseFormat?: 'url' | 'b64_json';
	readonly quality?: string;
	/** How many previews a stream holds; undefined = no stream. */
	readonly streamed?: number;
	readonly callbackUrl?: string;
	/** The client's own id of the order; unique for its key (domain.md 1.8). */
	readonly externalTaskId?: string;
}

export interface Order extends OrderDraft {
	readonly dialect: Dialect;
	readonly model: string;
	readonly fieldsDigest: string;
}
