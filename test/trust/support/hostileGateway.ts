import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { RequestListener } from 'node:http';

import { generate } from '../../onEngine/support/failures';
import type { Host } from '../../onEngine/support/host';
import { startHost } from '../../onEngine/support/host';
import { withoutItem } from '../../onEngine/support/itemNamed';
import type { Rig } from '../../onEngine/support/rig';
import { nodeName, startRig } from '../../onEngine/support/rig';
import { growthDuring } from './memory';

let rig: Rig;
let host: Host;

export const tooMuchText = 'The response has more than 4194304 bytes of text.';
export const tooManyValues = 'The response has more than 100000 values.';
export const noPicture = 'The gateway responded without an image.';
export const cutOff = 'The response of the gateway was cut off before its end.';

/** A gateway that answers as a test says, for all tests of a file. */
export function useHostileGateway(): void {
	beforeAll(async () => {
		rig = await startRig();
		host = await startHost();
	});
	afterAll(async () => {
		await rig.close();
		await host.close();
	});
	beforeEach(() => {
		host.requests.length = 0;
		rig.connect('openAiCompatible', { baseUrl: host.origin });
	});
}

// Far more than any of them needs: on a busy machine a limit that is near would tell of the machine.
const limits = { batch: { timeout: 60, maxTries: 1 }, output: { maxFileSize: 2 } };

/** One order to the hostile gateway: it ends, in one failure, and is given once. */
export async function failure(serve: RequestListener, more: INodeParameters = {}) {
	host.serve(serve);
	const settings = { onError: 'continueRegularOutput' } as const;
	const run = async () => await rig.order({ ...generate, ...limits, ...more }, { settings });
	const { grown, value: result } = await growthDuring(run);
	expect(result.status).toBe('success');
	expect(result.items(nodeName)).toEqual([
		{ json: { error: expect.any(Object) as object }, pairedItem: { item: 0 } },
	]);
	const error = result.items(nodeName)[0]?.json.error as IDataObject;
	expect(String(error.message).length).toBeLessThan(3_000);
	expect(host.requests).toHaveLength(1);
	return { message: withoutItem(error.message, 0), description: String(error.description), grown };
}

/** Orders once from the hostile gateway, whatever comes of it. */
export async function order(serve: RequestListener, more: INodeParameters) {
	host.serve(serve);
	const result = await rig.order({ ...generate, ...limits, ...more });
	expect(host.requests).toHaveLength(1);
	return result.items(nodeName);
}
