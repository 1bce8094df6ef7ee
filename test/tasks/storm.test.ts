import type { IDataObject } from 'n8n-workflow';

import { sampled, sized } from '../helpers/depth';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import { goesOn, orderItems } from './support/taskRuns';

let rig: Rig;
beforeAll(async () => (rig = await startRig({ storedPictureBytes: 2000 })));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('aiid');
});

const count = sized(60, 30);

it.each(sampled([1, 2], 1))(
	'faults of every kind (seed %d): nothing is lost, swapped or bought twice',
	async (seed) => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 300 });
		rig.gateway.raiseStorm({ share: 0.4, seed, on: ['orders', 'polls'], retryAfterSeconds: 0 });
		const parameters = { batch: { concurrency: 8 } };
		const result = await orderItems(rig, count, {}, { parameters, settings: goesOn });
		const items = result.items(nodeName);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: count }, (_, item) => ({ item })),
		);

		const bought = rig.gateway.ledger.map(({ fieldsDigest }) => fieldsDigest);
		expect(new Set(bought).size).toBe(bought.length);

		const taskOf = (item: number) => rig.gateway.tasks.find(({ prompt }) => prompt === `p${item}`);
		const results = items.filter(({ json }) => !('error' in json));
		expect(results.length).toBeGreaterThan(count / 3);
		items.forEach(({ json, binary }, item) => {
			if (binary) expect(json.taskId).toBe(taskOf(item)?.id);
			else expect((json.error as IDataObject).message).toMatch(/./);
		});
		// Whatever was accepted, and told so, is fetched.
		const whole = rig.gateway.ledger.filter(({ fault }) => fault === undefined);
		expect(
			whole
				.map(({ taskId }) => taskId)
				.filter((id) => !results.some(({ json }) => json.taskId === id)),
		).toEqual([]);
	},
);
