import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import { packageName } from './nodePackage';
import type { HostRun } from './runInHost';
import type { Host } from './startHost';

/** What all runs of a node gave out on one output. */
export function itemsOf({ data }: HostRun, node: string, output = 0): INodeExecutionData[] {
	const runs = data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []);
}

/** The pictures of all AI Image Edit nodes of a run that succeeded, read from n8n's store. */
export async function describePictures(host: Host, run: HostRun): Promise<string> {
	const { error } = run.data.resultData;
	if (run.status !== 'success') {
		throw new Error(`Execution ${run.executionId} ended as "${run.status}": ${error?.message}`);
	}
	const pictures = picturesOf(run);
	if (pictures.length === 0) throw new Error(`Execution ${run.executionId} gave no picture.`);
	return (await Promise.all(pictures.map((picture) => describe(host, picture)))).join(', ');
}

export function picturesOf(run: HostRun): IBinaryData[] {
	const names = run.nodes
		.filter(({ type }) => type.startsWith(packageName))
		.map(({ name }) => name);
	const items = names.flatMap((name) => itemsOf(run, name));
	return items.flatMap(({ binary = {} }) => Object.values(binary));
}

async function describe(host: Host, picture: IBinaryData): Promise<string> {
	const id = encodeURIComponent(picture.id ?? '');
	const { length } = await host.bytes(`/rest/binary-data?action=view&id=${id}`);
	if (length === 0) throw new Error(`${picture.fileName} is empty.`);
	return `${picture.fileName} (${picture.mimeType}, ${length} bytes)`;
}
