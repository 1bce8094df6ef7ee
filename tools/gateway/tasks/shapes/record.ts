import type { TaskShapeRules } from '../taskShape';
import { isBad, isDone, percent, upperWords, words } from './common';

const kieWords = { ...words('queuing', 'generating', 'success'), failed: 'fail' };

export const recordShapes: Readonly<Record<'codeSuccess' | 'kie' | 'kieRecord', TaskShapeRules>> = {
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
};
