import type { IExecuteFunctions } from 'n8n-workflow';
import { Call } from '../../nodes/ImageEdit/host/call';

/** A signal that tells who listens to it. */
function execution() {
	const controller = new AbortController();
	const listeners = new Set<unknown>();
	const { signal } = controller;
	const add = signal.addEventListener.bind(signal);
	const remove = signal.removeEventListener.bind(signal);
	signal.addEventListener = (type: string, listener: never) => {
		listeners.add(listener);
		add(type, listener);
	};
	signal.removeEventListener = (type: string, listener: never) => {
		listeners.delete(listener);
		remove(type, listener);
	};
	const context = { getExecutionCancelSignal: () => signal } as unknown as IExecuteFunctions;
	return { context, controller, listeners };
}

it('forgets the execution when it is over or given up', () => {
	const { context, listeners } = execution();
	const [first, second] = [new Call(context), new Call(context)];
	expect(listeners.size).toBe(2);
	first.close();
	expect(listeners.size).toBe(1);
	second.giveUp();
	expect(listeners.size).toBe(0);
});

it('ends with the execution, and by itself without it', () => {
	const { context, controller } = execution();
	const [first, second, third] = [new Call(context), new Call(context), new Call(context)];
	first.giveUp();
	second.close();
	expect([first, second, third].map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
	expect(first.isCancelled).toBe(false);
	controller.abort();
	expect([second, third].map(({ signal }) => signal.aborted)).toEqual([false, true]);
	expect(third.isCancelled).toBe(true);
	expect(new Call(context).signal.aborted).toBe(true);
});

it('listens to a body that it gives up, whose failure nobody reads any more', () => {
	const events: string[] = [];
	new Call({} as IExecuteFunctions).giveUp({ on: (event: string) => events.push(event) });
	expect(events).toEqual(['error']);
});
