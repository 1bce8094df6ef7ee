import type { AnswerEntry } from '../answers';
import type { Task, TaskState } from './task';

export const taskShapes = [
	'kling',
	'qiniu',
	'sub2api',
	'dataList',
	'prism',
	'frostfox',
	'codeSuccess',
	'kie',
	'kieRecord',
	'crazyrouter',
] as const;
export type TaskShape = (typeof taskShapes)[number];

/** Where a task is asked after; `order`: under the path of its own order. */
export const pollRoutes = ['order', 'imageTasks', 'tasks', 'async', 'record', 'tryOn'] as const;
export type PollRoute = (typeof pollRoutes)[number];

/** What the answers tell of a task. */
export interface TaskFacts extends Task {
	/** `/aiid/v1` */
	readonly base: string;
	readonly urls: readonly string[];
	readonly entries: () => readonly AnswerEntry[];
}

export interface TaskShapeRules {
	readonly idPrefix: string;
	readonly pollRoute: PollRoute;
	readonly status: number;
	readonly headers?: (facts: TaskFacts) => Readonly<Record<string, string>>;
	readonly created: (facts: TaskFacts) => object;
	readonly report: (facts: TaskFacts) => object;
}

type Words = Readonly<Record<TaskState, string>>;

const words = (queued: string, running: string, succeeded: string): Words => ({
	queued,
	running,
	succeeded,
	failed: 'failed',
	expired: 'expired',
});
const klingWords = words('submitted', 'processing', 'succeed');
const qiniuWords = words('queued', 'processing', 'succeed');
const openWords = words('processing', 'processing', 'completed');
const listWords = words('submitted', 'in_progress', 'completed');
const foxWords = words('pending', 'running', 'success');
const kieWords = { ...words('queuing', 'generating', 'success'), failed: 'fail' };
// new-api's own words (docs.newapi.pro, task guide).
const upperWords: Words = {
	queued: 'NOT_START',
	running: 'IN_PROGRESS',
	succeeded: 'SUCCESS',
	failed: 'FAILURE',
	expired: 'EXPIRED',
};

const isDone = ({ state }: TaskFacts) => state === 'succeeded';
const isBad = ({ state }: TaskFacts) => state === 'failed' || state === 'expired';
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
const percent = (facts: TaskFacts) => (isDone(facts) ? 100 : facts.state === 'running' ? 50 : 0);

/** Kling's own task object; its callback has the same fields (domain.md 1.8). */
export function klingTask(facts: TaskFacts): object {
	return {
		task_id: facts.id,
		task_status: klingWords[facts.state],
		task_status_msg: facts.reason,
		task_info: facts.externalId === undefined ? {} : { external_task_id: facts.externalId },
		...(isDone(facts) && {
			task_result: { images: facts.urls.map((url, index) => ({ index, url })) },
		}),
		created_at: facts.createdAt,
		updated_at: facts.updatedAt,
	};
}

const klingEnvelope = (facts: TaskFacts) => ({
	code: 0,
	message: 'SUCCEED',
	request_id: facts.requestId,
	data: klingTask(facts),
});

/** How gateways hand over a task and tell of it (domain.md 6.5 and its sources). */
export const shapeRules: Readonly<Record<TaskShape, TaskShapeRules>> = {
	kling: {
		idPrefix: '',
		pollRoute: 'order',
		status: 200,
		created: klingEnvelope,
		report: klingEnvelope,
	},
	qiniu: {
		idPrefix: 'image-',
		pollRoute: 'imageTasks',
		status: 200,
		created: ({ id }) => ({ task_id: id }),
		report: (facts) => ({
			task_id: facts.id,
			created: seconds(facts.createdAt),
			status: qiniuWords[facts.state],
			...(isBad(facts) && { status_message: facts.reason }),
			...(isDone(facts) && { data: facts.urls.map((url, index) => ({ index, url })) }),
		}),
	},
	sub2api: {
		idPrefix: 'imgtask_',
		pollRoute: 'imageTasks',
		status: 202,
		headers: ({ base, id, plan }) => ({
			location: `${base}/images/tasks/${id}`,
			'retry-after': String(plan.retryAfterSeconds ?? 3),
		}),
		created: (facts) => ({
			...sub2api(facts),
			poll_url: `${facts.base}/images/tasks/${facts.id}`,
		}),
		report: (facts) => ({
			...sub2api(facts),
			...(isDone(facts) && {
				result: { created: seconds(facts.updatedAt), data: facts.entries() },
				...(facts.urls[0] !== undefined && { image_url: facts.urls[0] }),
			}),
			...(isBad(facts) && { error: { message: facts.reason }, http_status: 502 }),
		}),
	},
	dataList: {
		idPrefix: 'task_',
		pollRoute: 'tasks',
		status: 200,
		created: (facts) => ({
			code: 200,
			data: [{ status: listWords[facts.state], task_id: facts.id }],
		}),
		report: (facts) => ({
			code: 200,
			data: {
				id: facts.id,
				status: listWords[facts.state],
				progress: percent(facts),
				// The address stands in a list of its own (docs.apimart.ai, tasks/status).
				...(isDone(facts) && {
					result: {
						images: facts.urls.map((url) => ({
							url: [url],
							expires_at: seconds(facts.updatedAt) + 86_400,
						})),
					},
				}),
				...(isBad(facts) && { error: { code: 500, message: facts.reason, type: 'task_failed' } }),
				created: seconds(facts.createdAt),
			},
		}),
	},
	prism: {
		idPrefix: 'task-',
		pollRoute: 'tasks',
		status: 202,
		created: (facts) => ({
			status: openWords[facts.state],
			task_id: facts.id,
			message: 'The call takes longer than the gateway waits. Ask after the task.',
		}),
		report: (facts) => ({
			code: 0,
			data: {
				status: openWords[facts.state],
				progress: percent(facts),
				result: isDone(facts) ? { data: facts.urls.map((url) => ({ url })) } : null,
				error: isBad(facts) ? facts.reason : null,
				cost: isDone(facts) ? 0.05 : 0,
			},
		}),
	},
	frostfox: {
		idPrefix: 'tsk_',
		pollRoute: 'tasks',
		status: 202,
		created: (facts) => ({ id: facts.id, status: foxWords[facts.state] }),
		report: (facts) => ({
			id: facts.id,
			status: foxWords[facts.state],
			...(isDone(facts) && {
				artifacts: facts.pictures.map(({ mimeType }, index) => ({
					role: 'image',
					media_type: mimeType,
					url: `${facts.base}/tasks/${facts.id}/artifacts/${index}`,
				})),
			}),
			...(isBad(facts) && { error: facts.reason }),
		}),
	},
	codeSuccess: {
		idPrefix: 'async-',
		pollRoute: 'async',
		status: 200,
		created: ({ id }) => ({ code: 'success', data: { task_id: id } }),
		report: (facts) => ({
			code: 'success',
			data: {
				task_id: facts.id,
				status: upperWords[facts.state],
				progress: `${percent(facts)}%`,
				fail_reason: facts.reason,
				...(isDone(facts) && { outputs: facts.urls }),
			},
		}),
	},
	kie: {
		idPrefix: 'task_',
		pollRoute: 'record',
		status: 200,
		created: ({ id }) => ({ code: 200, msg: 'success', data: { taskId: id } }),
		// docs.kie.ai, market/common/get-task-detail
		report: (facts) => ({
			code: 200,
			message: 'success',
			data: {
				taskId: facts.id,
				model: facts.model,
				state: kieWords[facts.state],
				param: JSON.stringify({ model: facts.model, input: { prompt: facts.prompt } }),
				resultJson: isDone(facts) ? JSON.stringify({ resultUrls: facts.urls }) : '',
				failCode: isBad(facts) ? '500' : '',
				failMsg: facts.reason,
				createTime: facts.createdAt,
				updateTime: facts.updatedAt,
			},
		}),
	},
	kieRecord: {
		idPrefix: '',
		pollRoute: 'record',
		status: 200,
		created: ({ id }) => ({ code: 200, msg: 'success', data: { taskId: id } }),
		// The older pages of docs.kie.ai: a number in place of a word, 0 waits, 1 is done, 3 has failed.
		report: (facts) => ({
			code: 200,
			msg: 'success',
			data: {
				taskId: facts.id,
				successFlag: isDone(facts) ? 1 : isBad(facts) ? 3 : 0,
				response: isDone(facts) ? { taskId: facts.id, resultUrls: facts.urls } : null,
				errorCode: isBad(facts) ? 500 : null,
				errorMessage: isBad(facts) ? facts.reason : null,
				createTime: facts.createdAt,
			},
		}),
	},
	crazyrouter: {
		idPrefix: 'task_',
		pollRoute: 'tryOn',
		status: 200,
		created: ({ id, model }) => ({
			id,
			task_id: id,
			object: 'video',
			model,
			status: '',
			progress: 0,
		}),
		report: (facts) => ({
			code: 'success',
			data: {
				task_id: facts.id,
				status: upperWords[facts.state],
				fail_reason: facts.reason,
				progress: `${percent(facts)}%`,
				data: klingEnvelope(facts),
			},
		}),
	},
};

const sub2api = (facts: TaskFacts) => ({
	id: facts.id,
	task_id: facts.id,
	object: 'image.generation.task',
	status: openWords[facts.state],
	created_at: seconds(facts.createdAt),
	expires_at: seconds(facts.createdAt) + 86_400,
});
