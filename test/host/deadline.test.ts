import type { IExecuteFunctions } from 'n8n-workflow';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from '../../nodes/ImageEdit/host/deadline';
import { readRunSettings } from '../../nodes/ImageEdit/host/settings';

it('a body without an end is given up also when its time runs out while nobody reads', async () => {
	const endless = (async function* () {
		for (; ; await turn()) yield Buffer.from('a');
	})();
	const reading = async () => {
		for await (const chunk of withDeadline(endless, 50)) {
			expect(chunk).toHaveLength(1);
			await sleep(200);
		}
	};
	await expect(reading()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});

it.each([
	[1.1, 1_100],
	[1.0005, 1_001],
	[600, 600_000],
	[10_000_000, 2 ** 31 - 10_000],
	[0, 1_000],
	['soon', 600_000],
])('a Timeout of %p becomes one that Node can keep: %d ms', (timeout, milliseconds) => {
	const context = { getNodeParameter: () => ({ timeout }) } as unknown as IExecuteFunctions;
	const settings = readRunSettings(context);
	expect(settings.timeout).toBe(milliseconds);
	expect(() => AbortSignal.timeout(settings.timeout)).not.toThrow();
});
