import type { IExecuteFunctions, IWorkflowSettings } from 'n8n-workflow';
import {
	isCancelled,
	isRetriedExecution,
	runIndexOf,
	runNumberOf,
	unsavedBy,
} from '../../nodes/ImageEdit/host/execution';

const context = (mode: string, settings: IWorkflowSettings = {}, signal?: AbortSignal) =>
	({
		getMode: () => mode,
		getWorkflowSettings: () => settings,
		getExecutionCancelSignal: () => signal,
	}) as unknown as IExecuteFunctions;

const [manual, failed] = ['Save manual executions', 'Save failed production executions'];

it.each<[string, IWorkflowSettings, string | undefined]>([
	['manual', {}, undefined],
	['manual', { saveManualExecutions: true }, undefined],
	['manual', { saveManualExecutions: 'DEFAULT' }, undefined],
	['manual', { saveManualExecutions: false }, manual],
	['manual', { saveDataErrorExecution: 'none' }, undefined],
	['manual', { saveManualExecutions: true, saveDataErrorExecution: 'none' }, undefined],
	['manual', { saveManualExecutions: false, saveDataErrorExecution: 'all' }, manual],
	['trigger', {}, undefined],
	['trigger', { saveDataErrorExecution: 'all' }, undefined],
	['trigger', { saveDataErrorExecution: 'DEFAULT' }, undefined],
	['trigger', { saveDataErrorExecution: 'none' }, failed],
	['webhook', { saveManualExecutions: false }, undefined],
	['retry', { saveManualExecutions: false, saveDataErrorExecution: 'none' }, failed],
])('a failed %s execution with %j is not kept because of %s', (mode, settings, setting) => {
	expect(unsavedBy(context(mode, settings))).toBe(setting);
});

it('knows the Retry of an execution by its mode, and by nothing else', () => {
	const modes = ['retry', 'manual', 'trigger', 'webhook', 'integrated'];
	expect(modes.filter((mode) => isRetriedExecution(context(mode)))).toEqual(['retry']);
	expect(isRetriedExecution({} as IExecuteFunctions)).toBe(false);
});

it('is cancelled once its signal says so', () => {
	expect(isCancelled(context('manual', {}, AbortSignal.abort()))).toBe(true);
	expect(isCancelled(context('manual', {}, new AbortController().signal))).toBe(false);
	expect(isCancelled(context('manual'))).toBe(false);
	expect(isCancelled({} as IExecuteFunctions)).toBe(false);
});

/** Runs of nodes in one execution, each with its own index. */
function execution() {
	const flow = {};
	return (id: string, run: number | undefined) =>
		({
			getContext: (type: string) => (type === 'flow' ? flow : {}),
			getNode: () => ({ id }),
			evaluateExpression: (expression: string, item: number) =>
				expression === '{{ $runIndex }}' && item === 0 ? run : 'another value',
		}) as unknown as IExecuteFunctions;
}

it.each([
	[0, '0'],
	[3, '3'],
	[undefined, '0'],
])('the run of the index %j is %j', (run, expected) => {
	expect(runIndexOf(execution()('a', run))).toBe(expected);
});

it('numbers the runs of all nodes of an execution, and a run that is tried again but once', () => {
	const contextOf = execution();
	const runs = [
		['a', 0],
		['a', 0],
		['b', 0],
		['a', 1],
		['b', 0],
		['a', 1],
		['b', 1],
	] as const;
	expect(runs.map(([id, run]) => runNumberOf(contextOf(id, run)))).toEqual([0, 0, 1, 2, 1, 2, 3]);
	expect(runNumberOf(execution()('b', 4))).toBe(0);
});

it('an n8n that tells no settings saves the execution', () => {
	expect(unsavedBy({} as IExecuteFunctions)).toBeUndefined();
});
