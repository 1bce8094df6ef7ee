import { samplePicture } from '../../painter/samples';
import { listExecutions, untilEnd, type HostRun } from '../runInHost';
import type { Stage } from '../stage';
import { until } from '../until';

/** Posts to a workflow that was just published: n8n opens its address a moment later. */
export async function post(address: string, body: FormData): Promise<Response> {
	const send = async () => await fetch(address, { method: 'POST', body });
	return await until('Answer', send, ({ status }) => status !== 404);
}

/** The end of the one execution that a call has started. */
export async function onlyRunOf(
	{ host }: Pick<Stage, 'host'>,
	workflowId: string,
): Promise<HostRun> {
	const [run] = await until(
		'Executions',
		async () => await listExecutions(host, workflowId),
		({ length }) => length === 1,
	);
	return await untilEnd(host, run?.id ?? '');
}

/** A picture as a browser uploads it. */
export async function sample(name: 'mug' | 'plant'): Promise<Blob> {
	const bytes = new Uint8Array(await samplePicture(name, { width: 256 }));
	return new Blob([bytes], { type: 'image/png' });
}
