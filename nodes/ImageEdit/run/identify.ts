import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { GatewayEntry } from '../catalogue/types';
import { runIndexOf } from '../host/execution';
import { requestKey } from '../request/requestKey';
import type { WireRequest } from '../request/wire';

/** An order by which it can be recognised. */
export interface Identified {
	/** With the own ID in it, where the order has one. */
	readonly request: WireRequest;
	/** An ID that no other order has, and that the same order of the same item has again. */
	readonly ownId?: string;
	/** Of the order without its own ID, which differs from run to run. Made at the first call. */
	readonly requestKey: () => Promise<string>;
}

interface Place {
	readonly context: IExecuteFunctions;
	readonly gateway: { readonly entry: GatewayEntry; readonly base: string };
}

/** @param idField the wire field of the own ID; one of the user's own, from Extra Fields, stays */
export async function identify(
	{ context, gateway }: Place,
	item: number,
	request: WireRequest,
	idField: string | undefined,
): Promise<Identified> {
	const place = `${gateway.entry.id} ${new URL(gateway.base).hostname}`;
	let made: Promise<string> | undefined;
	const key = async () => await (made ??= requestKey(place, request));
	if (idField === undefined || request.fields.some(({ name }) => name === idField)) {
		return { request, requestKey: key };
	}
	const ownId = ownIdOf(context, item, await key());
	const fields = [...request.fields, { name: idField, value: ownId }];
	return { request: { ...request, fields }, ownId, requestKey: key };
}

function ownIdOf(context: IExecuteFunctions, item: number, key: string): string {
	const execution = context.getExecutionId();
	const run = runIndexOf(context);
	// Two n8n may share an account at the gateway, and they number their executions alike.
	const place = [context.getInstanceId(), context.getWorkflow().id, context.getNode().id];
	const digest = createHash('sha256')
		.update(JSON.stringify([...place, execution, run, item, key]))
		.digest('hex');
	return `n8n-${execution}-${run}-${item}-${digest.slice(0, 16)}`;
}
