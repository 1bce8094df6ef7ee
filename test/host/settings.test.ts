import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	readOutputSettings,
	readRunSettings,
	readTaskSettings,
} from '../../nodes/ImageEdit/host/settings';

const contextOf = (given: IDataObject) =>
	({ getNodeParameter: () => given }) as unknown as IExecuteFunctions;
const read = (output: IDataObject) => readOutputSettings(contextOf(output), 0);

it.each(['binaryField', 'fileName'] as const)(
	'an emptied text of the output has its default, as one that was never added: %s',
	(name) => {
		const usual = read({})[name];
		expect(usual).not.toBe('');
		expect(read({ [name]: '' })[name]).toBe(usual);
		expect(read({ [name]: 'mine' })[name]).toBe('mine');
	},
);

it('what was never added has the default of the editor', () => {
	expect(readRunSettings(contextOf({}))).toEqual({
		concurrency: 4,
		requestsPerMinute: 0,
		timeout: 600_000,
		maxTries: 3,
		retryAmbiguous: false,
		maxCost: 0,
	});
	expect(readTaskSettings(contextOf({}), 0)).toMatchObject({ returnTask: false, pollPath: '' });
	expect(read({})).toMatchObject({
		...{ mode: 'itemPerImage', binaryField: 'data', download: true },
		...{ includeInput: false, includeRaw: false, flatten: false },
	});
});

it.each<[IDataObject, object]>([
	[{ concurrency: 7.9 }, { concurrency: 7 }],
	[{ concurrency: 0 }, { concurrency: 1 }],
	[{ concurrency: -3 }, { concurrency: 1 }],
	[{ concurrency: '5' }, { concurrency: 5 }],
	[{ concurrency: 'many' }, { concurrency: 4 }],
	[{ requestsPerMinute: 0.5 }, { requestsPerMinute: 0.5 }],
	[{ requestsPerMinute: -1 }, { requestsPerMinute: 0 }],
	[{ timeout: 0 }, { timeout: 1_000 }],
	[{ timeout: 1.5 }, { timeout: 1_500 }],
	[{ timeout: 1e12 }, { timeout: 2 ** 31 - 10_000 }],
	[{ maxTries: 0 }, { maxTries: 1 }],
	[{ maxTries: 2.9 }, { maxTries: 2 }],
	[{ retryAmbiguous: true }, { retryAmbiguous: true }],
	[{ retryAmbiguous: 'true' }, { retryAmbiguous: false }],
	[{ maxCost: 0.5 }, { maxCost: 0.5 }],
	[{ maxCost: -1 }, { maxCost: 0 }],
])('a run with %j has %j', (given, settings) => {
	expect(readRunSettings(contextOf(given))).toMatchObject(settings);
});

it.each<[IDataObject, object]>([
	[{ mode: 'returnTask' }, { returnTask: true }],
	[{ mode: 'wait' }, { returnTask: false }],
	[{ pollInterval: 0 }, { pollInterval: 100 }],
	[{ pollInterval: 2 }, { pollInterval: 2_000 }],
	[{ maxWait: 0 }, { maxWait: 0 }],
	[{ maxWait: 90 }, { maxWait: 90_000 }],
	[{ openTasks: 0 }, { openTasks: 1 }],
	[{ openTasks: 2.5 }, { openTasks: 2 }],
	[{ pollPath: ' /tasks/{id} ' }, { pollPath: '/tasks/{id}' }],
])('tasks with %j have %j', (given, settings) => {
	expect(readTaskSettings(contextOf(given), 0)).toMatchObject(settings);
});

it.each<[IDataObject, object]>([
	[{ mode: 'itemPerInput' }, { mode: 'itemPerInput' }],
	[{ mode: 'other' }, { mode: 'itemPerImage' }],
	[{ download: false }, { download: false }],
	[{ download: undefined }, { download: true }],
	[{ includeInput: true }, { includeInput: true }],
	[{ includeRaw: true }, { includeRaw: true }],
	[{ flatten: true }, { flatten: true }],
	[{ maxFileSize: 0 }, { maxFileSize: 1024 * 1.024 }],
	[{ maxFileSize: 2 }, { maxFileSize: 2 * 1024 * 1024 }],
])('an output with %j has %j', (given, settings) => {
	expect(read(given)).toMatchObject(settings);
});

it('a run has the settings of its first item, a task and an output those of their own', () => {
	const context = {
		getNodeParameter: (_name: string, item: number) => ({
			...{ maxTries: item + 2, openTasks: item + 3, fileName: `name ${item}` },
		}),
	} as unknown as IExecuteFunctions;
	expect(readRunSettings(context).maxTries).toBe(2);
	expect(readTaskSettings(context, 4).openTasks).toBe(7);
	expect(readOutputSettings(context, 5).fileName).toBe('name 5');
});
