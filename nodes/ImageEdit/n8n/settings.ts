import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { TaskSettings } from '../transport/awaitTask';

/** What holds for the whole run, read once from the first item. */
export interface RunSettings {
	readonly concurrency: number;
	readonly requestsPerMinute: number;
	/** Milliseconds. */
	readonly timeout: number;
	readonly maxTries: number;
	readonly retryAmbiguous: boolean;
	readonly maxCost: number;
}

export interface OutputSettings {
	readonly mode: 'itemPerImage' | 'itemPerInput';
	readonly binaryField: string;
	readonly download: boolean;
	readonly fileName: string;
	readonly includeRaw: boolean;
	/** Bytes of one picture. */
	readonly maxFileSize: number;
}

/** Node's timers take whole milliseconds up to here, and fire at once beyond. */
const longestTimer = 2 ** 31 - 1;

export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const given = context.getNodeParameter('batch', 0, {}) as IDataObject;
	const number = numberIn(given);
	return {
		concurrency: Math.floor(number('concurrency', 4, 1)),
		requestsPerMinute: number('requestsPerMinute', 0, 0),
		timeout: Math.min(longestTimer, Math.round(number('timeout', 600, 1) * 1_000)),
		maxTries: Math.floor(number('maxTries', 3, 1)),
		retryAmbiguous: given.retryAmbiguous === true,
		maxCost: number('maxCost', 0, 0),
	};
}

export interface LongTaskSettings extends TaskSettings {
	readonly returnTask: boolean;
	/** Orders that are not finished, at the most. */
	readonly openTasks: number;
}

/** @param item the item whose parameters count: orders share those of the first */
export function readTaskSettings(context: IExecuteFunctions, item: number): LongTaskSettings {
	const given = context.getNodeParameter('longTask', item, {}) as IDataObject;
	const number = numberIn(given);
	return {
		returnTask: given.mode === 'returnTask',
		pollInterval: number('pollInterval', 1, 0.1) * 1_000,
		maxWait: number('maxWait', 1800, 0) * 1_000,
		pollPath: String(given.pollPath ?? '').trim(),
		openTasks: Math.floor(number('openTasks', 100, 1)),
	};
}

const numberIn = (given: IDataObject) => (name: string, initial: number, least: number) => {
	const value = Number(given[name] ?? initial);
	return Number.isFinite(value) ? Math.max(least, value) : initial;
};

export function readOutputSettings(context: IExecuteFunctions, item: number): OutputSettings {
	const given = context.getNodeParameter('output', item, {}) as IDataObject;
	return {
		mode: given.mode === 'itemPerInput' ? 'itemPerInput' : 'itemPerImage',
		binaryField: String(given.binaryField || 'data'),
		download: given.download !== false,
		fileName: String(given.fileName || '{model}-{item}-{index}'),
		includeRaw: given.includeRaw === true,
		maxFileSize: numberIn(given)('maxFileSize', 100, 0.001) * 1024 * 1024,
	};
}
