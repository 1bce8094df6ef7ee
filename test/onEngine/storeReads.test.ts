import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import sharp from 'sharp';

import { hurry } from './support/hurry';
import { model } from './support/parameters';
import { picture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { startRig } from './support/rig';

const edit: INodeParameters = {
	operation: 'edit',
	model: model('gpt-image-2'),
	prompt: 'A garden',
};

hurry();
let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
	await answerQuickly(rig.gateway);
});

/** How often the image is opened in n8n's store, while n8n does as always. */
async function opened(run: () => Promise<unknown>): Promise<number> {
	const spy = jest.spyOn(Container.get(BinaryDataService), 'getAsStream');
	try {
		await run();
		return spy.mock.calls.length;
	} finally {
		spy.mockRestore();
	}
}

const small = async () => (await picture('mug')).bytes;
const large = async () => {
	const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
	const create = { width: 1200, height: 900, channels: 3, noise, background: '#fff' } as const;
	return await sharp({ create }).png({ compressionLevel: 0 }).toBuffer();
};

describe("the image of an order is opened in n8n's store", () => {
	const order = async (make: () => Promise<Buffer>, refuse: () => void) => {
		const data = await rig.engine.storeBinary(await make(), 'mug.png', 'image/png');
		refuse();
		return await opened(async () => {
			const items = [{ json: {}, binary: { data } }];
			const result = await rig.order({ ...edit, batch: { maxTries: 4 } }, { items });
			expect(result.error).toBeUndefined();
			expect(rig.gateway.requests).toHaveLength(4);
		});
	};
	const refusal = { status: 429, headers: { 'retry-after': '0' }, body: {} };
	const threeTimes = () => {
		let left = 3;
		return () => (left-- > 0 ? refusal : undefined);
	};

	it.each([
		['small', small],
		['large', large],
	])(
		'twice, to look at it and to send it, if refused before it was read: %s',
		async (_size, make) => {
			const times = await order(make, () => rig.gateway.interceptUploads(threeTimes()));
			// And once to look at it. As a rule the refusal comes before it is opened again.
			expect(times).toBeLessThanOrEqual(5);
		},
	);

	it('once to look at it, and once for each time that it is sent, if refused at the end', async () => {
		expect(await order(large, () => rig.gateway.intercept(threeTimes()))).toBe(5);
	});
});
