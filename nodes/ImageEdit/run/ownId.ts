import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { WireRequest } from '../request/wire';

/** Which run of the node in this execution it is: a loop runs it several times. */
export const runIndexOf = (context: IExecuteFunctions): string =>
	String(context.evaluateExpression('{{ $runIndex }}', 0) ?? 0);

/**
 * Puts an ID into the order that no other has, and that the same order of the same item has again when
 * it is given again in the same run of the node.
 * @param name the wire field; one of the user's own, from Extra Fields, stays
 * @param requestKey makes it from the order without the ID, since it must not differ from run to run
 */
export async function withOwnId(
	context: IExecuteFunctions,
	item: number,
	request: WireRequest,
	name: string | undefined,
	requestKey: () => Promise<string>,
): Promise<{ readonly request: WireRequest; readonly ownId?: string }> {
	if (name === undefined || request.fields.some((field) => field.name === name)) return { request };
	const execution = context.getExecutionId();
	const run = runIndexOf(context);
	// Two n8n may share an account at the gateway, and they number their executions alike.
	const place = [context.getInstanceId(), context.getWorkflow().id, context.getNode().id];
	const digest = createHash('sha256')
		.update(JSON.stringify([...place, execution, run, item, await requestKey()]))
		.digest('hex');
	const ownId = `n8n-${execution}-${run}-${item}-${digest.slice(0, 16)}`;
	return { request: { ...request, fields: [...request.fields, { name, value: ownId }] }, ownId };
}
