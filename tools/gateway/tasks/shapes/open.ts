import type { TaskFacts, TaskShapeRules } from '../taskShape';
import { isBad, isDone, percent, seconds, words } from './common';

const openWords = words('processing', 'processing', 'completed');
const listWords = words('submitted', 'in_progress', 'completed');
const foxWords = words('pending', 'running', 'success');

const sub2api = (facts: TaskFacts) => ({
	id: facts.id,
	task_id: facts.id,
	object: 'image.generation.task',
	status: openWords[facts.state],
	created_at: seconds(facts.createdAt),
	expires_at: seconds(facts.createdAt) + 86_400,
});

export const openShapes: Readonly<
	Record<'qiniu' | 'sub2api' | 'dataList' | 'prism' | 'frostfox', TaskShapeRules>
> = {
	qiniu: {
		idPrefix: 'image-',
		pollRoute: 'imageTasks',
		status: 200,
		created: ({ id }) => ({ task_id: id }),
		// apidocs.qnaigc.com, as gathered by its users
		report: (facts) => ({
			task_id: facts.id,
			created: seconds(facts.createdAt),
			status: openWords[facts.state],
			...(!isDone(facts) && { status_message: facts.reason || '处理中' }),
			...(isDone(facts) && { data: facts.urls.map((url) => ({ url })) }),
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
};
