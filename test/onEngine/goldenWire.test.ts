import type { INodeExecutionData } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { families } from '../../nodes/ImageEdit/catalogue/families';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Family } from '../../nodes/ImageEdit/catalogue/types';
import { sampled } from '../helpers/depth';
import { goldenJson } from '../helpers/golden';
import type { OrderCase } from './support/minimalOrder';
import { orderCases } from './support/minimalOrder';
import { itemWith, picture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { startRig } from './support/rig';
import { createHttpClient } from './support/wire';

const goldenFolder = join(__dirname, 'golden');
const gatewayIds = gateways.map(({ id }) => id);
const familyIds = families.map(({ id }) => id);

let rig: Rig;
let item: INodeExecutionData;
beforeAll(async () => {
	rig = await startRig();
	item = await itemWith(rig, {
		data: await picture('cutout'),
		more: await picture('plant'),
		person: await picture('person'),
	});
	await answerQuickly(rig.gateway);
});
afterAll(async () => await rig.close());

describe.each(gatewayIds)('the smallest orders at %s', (gateway) => {
	it.each(familyIds)('of the family %s are as the golden file has them', async (family) => {
		rig.connect(gateway);
		const cases = inOrder(sampled(ofFamily(family), 2));
		const groups: Group[] = [];
		for (const { parameters, title } of cases) {
			const before = rig.gateway.requests.length;
			const result = await rig.order(parameters, { items: [item], settings: { maxTries: 1 } });
			const sent = rig.gateway.requests.slice(before);
			if (isRefused(result.error, sent)) {
				addTo(groups, title, { refused: result.error?.message });
				continue;
			}
			// What the gateway refuses is permanent, so each order is one request.
			expect([title, sent.length, result.error?.message]).toEqual([
				title,
				1,
				sent[0]?.status === 200
					? undefined
					: expect.stringMatching(new RegExp(`\\b${sent[0]?.status}\\b`)),
			]);
			const order = { accepted: sent[0]?.status === 200, ...createHttpClient(sent[0]) };
			const path = order.path.replace(title.split(/[ ,]/)[1] ?? '', '<model>');
			addTo(groups, title, { ...order, path, fields: withoutNames(order.fields, title) });
		}
		const ordered = new Set(cases.map(({ title }) => title));
		const golden = goldenJson(
			join(goldenFolder, gateway, `${family}.json`),
			groups,
		) as readonly Group[];
		expect(byFirst(groups)).toEqual(byFirst(only(ordered, golden)));
	});
});

/** A way to order that has no place for a part of it: the node stops before it sends anything. */
const isRefused = (error: Error | undefined, sent: readonly unknown[]) =>
	sent.length === 0 && error?.message.includes('has no place for it') === true;

/** Orders that differ in nothing but the names of their models, which stand in the titles. */
interface Group {
	readonly of: string[];
	readonly order: unknown;
}

const ofFamily = (family: Family) => orderCases.filter((order) => order.family === family);

const inOrder = (cases: readonly OrderCase[]) =>
	orderCases.filter(({ title }) => cases.some((order) => order.title === title));

const byFirst = (groups: readonly Group[]) =>
	[...groups].sort((a, b) => String(a.of[0]).localeCompare(String(b.of[0])));

/** What the golden file has of some orders. */
const only = (titles: ReadonlySet<string>, golden: readonly Group[]) =>
	golden
		.map(({ of, order }) => ({ of: of.filter((title) => titles.has(title)), order }))
		.filter(({ of }) => of.length > 0);

function addTo(groups: Group[], title: string, order: unknown): void {
	const same = groups.find((group) => JSON.stringify(group.order) === JSON.stringify(order));
	if (same) same.of.push(title);
	else groups.push({ of: [title], order });
}

function withoutNames(fields: Readonly<Record<string, unknown>>, title: string) {
	const [, id, modelName] = title.replace(/,.*/, '').split(' ');
	return {
		...fields,
		model: fields.model === id ? '<model>' : fields.model,
		...(modelName && {
			model_name: fields.model_name === modelName ? '<model_name>' : fields.model_name,
		}),
	};
}

it('has a golden file for each pair of gateway and family, and no other', () => {
	const files = readdirSync(goldenFolder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ name, parentPath }) => join(parentPath, name));
	const pairs = gatewayIds.flatMap((gateway) =>
		familyIds.map((family) => join(goldenFolder, gateway, `${family}.json`)),
	);
	expect(files.sort()).toEqual(pairs.sort());
});
