import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

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
}

export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const given = context.getNodeParameter('batch', 0, {}) as IDataObject;
	const number = (name: string, initial: number, least: number) => {
		const value = Number(given[name] ?? initial);
		return Number.isFinite(value) ? Math.max(least, value) : initial;
	};
	return {
		concurrency: Math.floor(number('concurrency', 4, 1)),
		requestsPerMinute: number('requestsPerMinute', 0, 0),
		timeout: number('timeout', 600, 1) * 1_000,
		maxTries: Math.floor(number('maxTries', 3, 1)),
		retryAmbiguous: given.retryAmbiguous === true,
		maxCost: number('maxCost', 0, 0),
	};
}

export function readOutputSettings(context: IExecuteFunctions, item: number): OutputSettings {
	const given = context.getNodeParameter('output', item, {}) as IDataObject;
	return {
		mode: given.mode === 'itemPerInput' ? 'itemPerInput' : 'itemPerImage',
		binaryField: String(given.binaryField || 'data'),
		download: given.download !== false,
		fileName: String(given.fileName || '{model}-{item}-{index}'),
		includeRaw: given.includeRaw === true,
	};
}
