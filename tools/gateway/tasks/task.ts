import type { Dialect, PaidRoute, TaskShape } from '../vocabulary';
import type { TaskPlan } from './plan';

export type TaskState = 'queued' | 'running' | 'succeeded' | 'failed' | 'expired';

export interface TaskPicture {
	/** In the store of result files. */
	readonly name: string;
	readonly url: string;
	readonly mimeType: string;
}

export interface CallbackTry {
	readonly state: TaskState;
	readonly at: number;
	/** HTTP status of the receiver. */
	readonly status?: number;
	readonly error?: string;
}

/** An order that is worked on after its answer. The input pictures are not kept here. */
export interface Task {
	readonly id: string;
	readonly externalId?: string;
	readonly shape: TaskShape;
	readonly plan: TaskPlan;
	readonly dialect: Dialect;
	readonly route: PaidRoute;
	/** The key that ordered: for all others the task does not exist. */
	readonly apiKey: string;
	readonly requestId: string;
	readonly model: string;
	readonly prompt: string;
	readonly fieldsDigest: string;
	readonly responseFormat?: 'url' | 'b64_json';
	readonly callbackUrl?: string;
	readonly createdAt: number;
	updatedAt: number;
	state: TaskState;
	reason: string;
	pictures: readonly TaskPicture[];
	polls: number;
	readonly callbacks: CallbackTry[];
}

export const hasEnded = ({ state }: Task): boolean => state !== 'queued' && state !== 'running';
