import type { INode } from 'n8n-workflow';

import { readExamples } from '../demo/examples';
import { dialectIds, type Dialect } from '../gateway/vocabulary';
import type { RunningGateway } from '../gateway/startGateway';
import type { HostSession } from './hostSession';

export const credentialType = 'imageGatewayApi';

export interface StoredCredential {
	readonly id: string;
	readonly name: string;
	readonly data: Readonly<Record<string, string>>;
}

export interface StoredWorkflow {
	readonly id: string;
	readonly name: string;
	/** The example's file without its extension. */
	readonly example: string;
	readonly runsAlone: boolean;
}

/** One credential for each dialect of the gateway; the first is the one that the examples get. */
export async function addCredentials(
	session: HostSession,
	gateway: RunningGateway,
): Promise<[StoredCredential, ...StoredCredential[]]> {
	const add = async (dialect: Dialect, name: string): Promise<StoredCredential> => {
		const data = {
			gateway: dialect === 'openai' ? 'openAiCompatible' : dialect,
			baseUrl: gateway.baseUrl(dialect),
			apiKey: gateway.apiKey,
		};
		const body = { name, type: credentialType, data };
		const { id } = await session.rest<{ id: string }>('/rest/credentials', {
			method: 'POST',
			body,
		});
		return { id, name, data };
	};
	// The OpenAI dialect serves every model.
	const first = await add('openai', 'Image Gateway');
	const others = dialectIds.filter((id) => id !== 'openai');
	return [first, ...(await Promise.all(others.map((id) => add(id, `Image Gateway (${id})`))))];
}

/** All of examples/, in their order, each pointing to the given credentials, by type. */
export async function addExamples(
	session: HostSession,
	credentials: Readonly<Record<string, StoredCredential>>,
): Promise<StoredWorkflow[]> {
	const stored: StoredWorkflow[] = [];
	for (const { name: example, runsAlone, workflow } of await readExamples()) {
		const body = { ...workflow, nodes: workflow.nodes.map((node) => choose(node, credentials)) };
		const init = { method: 'POST', body } as const;
		const { id, name } = await session.rest<{ id: string; name: string }>('/rest/workflows', init);
		stored.push({ id, name, example, runsAlone });
	}
	return stored;
}

/** @returns the id of a workflow of the same nodes, each changed */
export async function copyWorkflow(
	session: HostSession,
	workflowId: string,
	change: (node: INode) => INode = (node) => node,
): Promise<string> {
	const { connections, name, nodes, settings } = await session.rest<{
		readonly name: string;
		readonly nodes: readonly INode[];
		readonly connections: unknown;
		readonly settings: unknown;
	}>(`/rest/workflows/${workflowId}`);
	const body = { name: `${name} (copy)`, nodes: nodes.map(change), connections, settings };
	const init = { method: 'POST', body } as const;
	return (await session.rest<{ id: string }>('/rest/workflows', init)).id;
}

/** Puts a workflow's triggers at work, as the button "Publish" does. */
export async function publishWorkflow(session: HostSession, id: string): Promise<void> {
	const path = `/rest/workflows/${id}`;
	const { versionId } = await session.rest<{ versionId: string }>(path);
	await session.rest(`${path}/activate`, { method: 'POST', body: { versionId } });
}

/** @returns what knows the id of an example's workflow, by its file's name */
export function idsOf(examples: readonly StoredWorkflow[]): (example: string) => string {
	return (example) => {
		const found = examples.find((candidate) => candidate.example === example);
		if (!found) throw new Error(`There is no example "${example}".`);
		return found.id;
	};
}

/** What a user does after an import: chooses a credential of their own. */
function choose(node: INode, own: Readonly<Record<string, StoredCredential>>): INode {
	const chosen = Object.entries(node.credentials ?? {}).map(([type, given]) => {
		const { id, name } = own[type] ?? given;
		return [type, { id, name }];
	});
	return chosen.length === 0 ? node : { ...node, credentials: Object.fromEntries(chosen) };
}
