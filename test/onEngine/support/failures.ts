import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Interceptor } from '../../../tools/gateway/interception';
import { model } from './parameters';
import { withoutItem } from './itemNamed';
import type { Rig } from './rig';
import { nodeName } from './rig';

export const generate: INodeParameters = {
	operation: 'generate',
	model: model('nano-banana'),
	prompt: 'A mug',
};

export interface Failed {
	/** What stands in place of the item's result. */
	readonly error: IDataObject;
	/** How many orders reached the gateway, and how many of them it billed. */
	readonly orders: number;
	readonly billed: number;
}

/** Lets one order fail in a node that continues on errors, and tells what it cost. */
export async function failOn(
	rig: Rig,
	interceptor: Interceptor,
	parameters: INodeParameters = {},
): Promise<Failed> {
	rig.gateway.intercept(interceptor);
	const result = await rig.order(
		{ ...generate, ...parameters },
		{ settings: { onError: 'continueRegularOutput' } },
	);
	const [item, ...more] = result.items(nodeName);
	expect(result.status).toBe('success');
	expect(more).toEqual([]);
	expect(item).toEqual({ json: { error: expect.any(Object) }, pairedItem: { item: 0 } });
	const error = item?.json.error as IDataObject;
	return {
		error: { ...error, message: withoutItem(error.message, 0) },
		orders: ordersOf(rig),
		billed: rig.gateway.ledger.length,
	};
}

/** How many orders reached the gateway. */
export const ordersOf = ({ gateway }: Rig) =>
	gateway.requests.filter(({ method }) => method === 'POST').length;

/** The answer in turn: the first to the first order, the last to all that follow. */
export function inTurn<T>(...answers: readonly T[]): () => T {
	let next = 0;
	return () => answers[Math.min(next++, answers.length - 1)] as T;
}
