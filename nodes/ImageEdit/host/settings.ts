import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { TaskSettings } from '../transport/awaitTask';
import { batch, output } from '../description/controlProperties';
import { orderTask } from '../description/taskProperties';

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
	readonly includeInput: boolean;
	readonly includeRaw: boolean;
	readonly flatten: boolean;
	/** Bytes of one picture. */
	readonly maxFileSize: number;
}

/** Node's timers take whole milliseconds up to 2^31, and fire at once beyond; some room for what is added. */
const longestTimer = 2 ** 31 - 10_000;

export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const { given, number } = readCollection(context, 0, batch);
	return {
		concurrency: Math.floor(number('concurrency', 1)),
		requestsPerMinute: number('requestsPerMinute', 0),
		timeout: Math.min(longestTimer, Math.round(number('timeout', 1) * 1_000)),
		maxTries: Math.floor(number('maxTries', 1)),
		retryAmbiguous: given.retryAmbiguous === true,
		maxCost: number('maxCost', 0),
	};
}

export interface LongTaskSettings extends TaskSettings {
	readonly returnTask: boolean;
	/** Orders that are not finished, at the most. */
	readonly openTasks: number;
}

/** @param item the item whose parameters count: orders share those of the first */
export function readTaskSettings(context: IExecuteFunctions, item: number): LongTaskSettings {
	const { given, number, text } = readCollection(context, item, orderTask);
	return {
		returnTask: given.mode === 'returnTask',
		pollInterval: number('pollInterval', 0.1) * 1_000,
		maxWait: number('maxWait', 0) * 1_000,
		pollPath: text('pollPath').trim(),
		openTasks: Math.floor(number('openTasks', 1)),
	};
}

export function readOutputSettings(context: IExecuteFunctions, item: number): OutputSettings {
	const { given, number, text } = readCollection(context, item, output);
	return {
		mode: given.mode === 'itemPerInput' ? 'itemPerInput' : 'itemPerImage',
		binaryField: text('binaryField'),
		download: given.download !== false,
		fileName: text('fileName'),
		includeInput: given.includeInput === true,
		includeRaw: given.includeRaw === true,
		flatten: given.flatten === true,
		maxFileSize: number('maxFileSize', 0.001) * 1024 * 1024,
	};
}

/** What a collection holds; what was not added has the default that the editor shows for it. */
function readCollection(
	context: IExecuteFunctions,
	item: number,
	{ name, options }: INodeProperties,
) {
	const given = context.getNodeParameter(name, item, {}) as IDataObject;
	const children = options as readonly INodeProperties[];
	const initial = (child: string) => children.find((one) => one.name === child)?.default;
	return {
		given,
		/** @param least a smaller number counts as this one */
		number(child: string, least: number): number {
			const value = Number(given[child] ?? initial(child));
			return Number.isFinite(value) ? Math.max(least, value) : Number(initial(child));
		},
		text: (child: string) => String(given[child] || initial(child)),
	};
}
