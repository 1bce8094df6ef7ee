import type { TaskFacts, TaskShapeRules } from '../taskShape';
import { isDone, percent, upperWords, words } from './common';

const klingWords = words('submitted', 'processing', 'succeed');

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

export const klingShapes: Readonly<Record<'kling' | 'crazyrouter', TaskShapeRules>> = {
	kling: {
		idPrefix: '',
		pollRoute: 'order',
		status: 200,
		created: klingEnvelope,
		report: klingEnvelope,
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
