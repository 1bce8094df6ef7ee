import type { IExecuteFunctions } from 'n8n-workflow';
import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { WireRequest } from '../../nodes/ImageEdit/request/wire';
import { identify } from '../../nodes/ImageEdit/run/identify';

const place = {
	id: 'aiid' as GatewayId,
	base: 'https://gateway.example/v1',
	instance: 'one',
	workflow: 'w',
	node: 'n',
	execution: '7',
	run: 0,
	item: 0,
	prompt: 'A cat',
};

async function idOf(
	changes: Partial<typeof place> = {},
	given: WireRequest['fields'] = [],
	idField: string | null = 'external_task_id',
) {
	const { base, execution, id, instance, item, node, prompt, run, workflow } = {
		...place,
		...changes,
	};
	const context = {
		getExecutionId: () => execution,
		getInstanceId: () => instance,
		getNode: () => ({ id: node }),
		getWorkflow: () => ({ id: workflow }),
		evaluateExpression: () => run,
	} as unknown as IExecuteFunctions;
	const gateway = { entry: gatewayById(id), base };
	const fields = [{ name: 'prompt', value: prompt }, ...given];
	const request = { method: 'POST', path: '/p', bodyFormat: 'json', fields } as const;
	return await identify({ context, gateway }, item, request, idField ?? undefined);
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
	const keyOf = async (changes: Partial<typeof place> = {}) =>
		await (await idOf(changes)).requestKey();
	const key = await keyOf();
	for (const same of [{ execution: '8' }, { base: 'http://gateway.example:8080/v2' }])
		expect(await keyOf(same)).toBe(key);
	const others: ReadonlyArray<Partial<typeof place>> = [
		{ prompt: 'A dog' },
		{ id: 'bella' },
		{ base: 'https://other.example/v1' },
	];
	for (const other of others) expect(await keyOf(other)).not.toBe(key);
});

it('names in an ID the execution, the round and the item, for who looks for it at the gateway', async () => {
	const { ownId } = await idOf({ execution: '12', run: 3, item: 4 });
	expect(ownId).toMatch(/^n8n-12-3-4-[0-9a-f]{16}$/);
});

it('gives no ID where the order has no place for one', async () => {
	const { ownId, request } = await idOf({}, [], null);
	expect(request.fields.map(({ name }) => name)).toEqual(['prompt']);
	expect(ownId).toBeUndefined();
});
