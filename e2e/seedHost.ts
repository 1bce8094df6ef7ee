import { readExamples } from '../demo/examples';
import { dialectIds, type Dialect } from '../gateway/dialects/dialect';
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

/** All of examples/, in their order, each pointing to the given credential. */
export async function addExamples(
	session: HostSession,
	credential: StoredCredential,
): Promise<StoredWorkflow[]> {
	const stored: StoredWorkflow[] = [];
	for (const { workflow } of await readExamples()) {
		const nodes = workflow.nodes.map((node) =>
			node.credentials?.[credentialType]
				? {
						...node,
						credentials: { [credentialType]: { id: credential.id, name: credential.name } },
					}
				: node,
		);
		const body = { ...workflow, nodes };
		stored.push(await session.rest<StoredWorkflow>('/rest/workflows', { method: 'POST', body }));
	}
	return stored;
}
