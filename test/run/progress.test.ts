import type { IExecuteFunctions } from 'n8n-workflow';
import { Progress } from '../../nodes/ImageEdit/run/progress';

function toldOf(total: number, failing: readonly number[] = []): string[] {
	const logged: string[] = [];
	const shown: unknown[] = [];
	const context = {
		getNode: () => ({ name: 'Edit Pictures' }),
		logger: { info: (message: string) => logged.push(message) },
		sendMessageToUI: (message: unknown) => shown.push(message),
	} as unknown as IExecuteFunctions;
	const progress = new Progress(context, total);
	for (let item = 0; item < total; item++) progress.onItem(failing.includes(item));
	expect(shown).toEqual(logged);
	return logged;
}

it('tells of each tenth of a long run, with its failures', () => {
	const told = toldOf(200, [30, 31]);
	expect(told).toHaveLength(10);
	expect(told[0]).toBe('Edit Pictures: 20 of 200 items done');
	expect(told.at(-1)).toBe('Edit Pictures: 200 of 200 items done, 2 failed');
});

it('says nothing of a short run', () => {
	expect(toldOf(19)).toEqual([]);
});

it.each([
	[19, 0],
	[20, 10],
	[21, 7],
	[25, 8],
])('of %i items it speaks %i times', (total, times) => {
	expect(toldOf(total)).toHaveLength(times);
});

it('counts the item that fails right then', () => {
	expect(toldOf(20, [1])[0]).toBe('Edit Pictures: 2 of 20 items done, 1 failed');
});

it('goes on in an n8n that has neither a log nor a console', () => {
	const context = { getNode: () => ({ name: 'Edit Pictures' }) } as unknown as IExecuteFunctions;
	const progress = new Progress(context, 20);
	expect(() => [progress.onItem(false), progress.onItem(false)]).not.toThrow();
});
