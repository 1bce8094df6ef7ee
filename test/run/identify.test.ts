import type { IExecuteFunctions } from 'n8n-workflow';
import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { WireRequest } from '../../nodes/ImageEdit/request/wire';
import { identify } from '../../nodes/ImageEdit/run/identify';

const place = {
	instance: 'one',
	workflow: 'w',
	node: 'n',
	execution: '7',
	run: 0,
	item: 0,
	prompt: 'A cat',
};

async function idOf(changes: Partial<typeof place> = {}, given: WireRequest['fields'] = []) {
	const { execution, instance, item, node, prompt, run, workflow } = { ...place, ...changes };
	const context = {
		getExecutionId: () => execution,
		getInstanceId: () => instance,
		getNode: () => ({ id: node }),
		getWorkflow: () => ({ id: workflow }),
		evaluateExpression: () => run,
	} as unknown as IExecuteFunctions;
	const gateway = { entry: gatewayById('aiid'), base: 'https://gateway.example/v1' };
	const fields = [{ name: 'prompt', value: prompt }, ...given];
	const request = { method: 'POST', path: '/p', bodyFormat: 'json', fields } as const;
	return await identify({ context, gateway }, item, request, 'external_task_id');
}

it('gives the same order of the same item the same ID again', async () => {
	expect((await idOf()).ownId).toBe((await idOf()).ownId);
});

it.each<[string, Partial<typeof place>]>([
	['another n8n at the same account', { instance: 'two' }],
	['another workflow', { workflow: 'v' }],
	['another node', { node: 'm' }],
	['another execution', { execution: '8' }],
	['another round of a loop', { run: 1 }],
	['another item', { item: 1 }],
	['another prompt', { prompt: 'A dog' }],
])('gives %s an ID of its own', async (_title, changes) => {
	expect((await idOf(changes)).ownId).not.toBe((await idOf()).ownId);
});

it('sends the ID with the order, and leaves one of the user as it is', async () => {
	const { ownId, request } = await idOf();
	expect(request.fields.at(-1)).toEqual({ name: 'external_task_id', value: ownId });
	const own = { name: 'external_task_id', value: 'mine' };
	const kept = await idOf({}, [own]);
	expect(kept.ownId).toBeUndefined();
	expect(kept.request.fields.at(-1)).toEqual(own);
});

it('knows an order by what it orders, whatever its own ID is', async () => {
	const keys = [await idOf(), await idOf({ execution: '8' }), await idOf({ prompt: 'A dog' })];
	const [first, again, other] = await Promise.all(keys.map(async (one) => await one.requestKey()));
	expect(again).toBe(first);
	expect(other).not.toBe(first);
});
