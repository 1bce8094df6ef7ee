import type { INodeTypeDescription } from 'n8n-workflow';

import { describePictures } from './hostPictures';
import { packageName } from './nodePackage';
import { runInHost } from './runInHost';
import { credentialType, type StoredCredential, type StoredWorkflow } from './seedHost';
import type { Host } from './startHost';

/** What a person would look at and click, through REST; one line of text for each. */
export async function* checkHost(
	host: Host,
	credential: StoredCredential,
	examples: readonly StoredWorkflow[],
): AsyncGenerator<string> {
	yield await checkNodeType(host);
	yield await checkCredential(host, credential);
	yield await checkWorkflows(host, examples);
	for (const example of examples) {
		if (example.runsAlone) yield `"${example.name}": ${await checkRun(host, example.id)}`;
	}
}

export async function checkNodeType(host: Host): Promise<string> {
	const name = `${packageName}.imageEdit`;
	const [type] = await host.rest<INodeTypeDescription[]>('/rest/node-types', {
		method: 'POST',
		body: { nodeInfos: [{ name, version: 1 }] },
	});
	if (!type) throw new Error(`n8n does not know the node type ${name}.`);
	return `node type "${type.displayName}" (${name}), ${type.properties.length} properties`;
}

async function checkCredential(host: Host, { id, name, data }: StoredCredential): Promise<string> {
	const { status, message } = await host.rest<{ status: string; message: string }>(
		'/rest/credentials/test',
		{ method: 'POST', body: { credentials: { id, name, type: credentialType, data } } },
	);
	if (status !== 'OK') throw new Error(`The test of credential "${name}" says: ${message}`);
	return `credential "${name}": ${message}`;
}

async function checkWorkflows(host: Host, examples: readonly StoredWorkflow[]): Promise<string> {
	if (examples.length === 0) throw new Error('There is no workflow in examples/.');
	const stored = await host.rest<StoredWorkflow[]>('/rest/workflows');
	const ids = stored.map(({ id }) => id);
	const missing = examples.filter(({ id }) => !ids.includes(id)).map(({ name }) => name);
	if (missing.length > 0) throw new Error(`n8n does not list: ${missing.join(', ')}.`);
	return `${stored.length} workflows`;
}

export async function checkRun(host: Host, workflowId: string): Promise<string> {
	const run = await runInHost(host, workflowId);
	return `execution ${run.executionId} gave ${await describePictures(host, run)}`;
}
