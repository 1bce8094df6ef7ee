import type { ExecutionError, IRun, ITaskData } from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import type { RunResult } from './types';

export function toRunResult(raw: IRun): RunResult {
	const { runData, error } = raw.data.resultData;
	const nodeRuns = (nodeName: string): ITaskData[] => runData[nodeName] ?? [];
	return {
		status: raw.status as RunResult['status'],
		...(error && { error }),
		nodeRuns,
		items: (nodeName, output = 0) =>
			nodeRuns(nodeName).flatMap((run) => run.data?.main?.[output] ?? []),
		hints: (nodeName) => nodeRuns(nodeName).flatMap((run) => run.hints ?? []),
		raw,
	};
}

/** n8n shows a workflow that cannot start (a required parameter is empty) as a failed run too. */
export function toFailedRun(error: ExecutionError, startedAt: Date): IRun {
	return {
		data: createRunExecutionData({ resultData: { error, runData: {} } }),
		mode: 'manual',
		startedAt,
		stoppedAt: new Date(),
		storedAt: 'db',
		status: 'error',
	};
}
