import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startGateway, type RunningGateway } from '../gateway/startGateway';
import { startChatServer, type ChatServer } from './chatServer';
import { addCredentials, addExamples, credentialType, type StoredWorkflow } from './seedHost';
import { startHost, type Host } from './startHost';

/** A full n8n with all examples, the gateway, and a chat model for the agent. */
export interface Stage {
	readonly gateway: RunningGateway;
	readonly chat: ChatServer;
	readonly examples: readonly StoredWorkflow[];
	/** The n8n that runs now: `restart` brings another. */
	readonly host: Host;
	/** The id of an example's workflow, by its file's name. */
	idOf(example: string): string;
	/** Ends n8n by SIGKILL, and starts it again on the same data and the same port. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

export async function setStage(signal?: AbortSignal): Promise<Stage> {
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-test-'));
	const closers = [async () => await rm(userFolder, { recursive: true, force: true })];
	const close = async () => {
		for (const one of closers.splice(0).reverse()) await one();
	};
	try {
		const gateway = await startGateway();
		closers.push(async () => await gateway.close());
		const chat = await startChatServer();
		closers.push(async () => await chat.close());
		let host = await startHost({ userFolder, ...(signal && { signal }) });
		closers.push(async () => await host.stop());

		const [imageGateway] = await addCredentials(host, gateway);
		const openAi = await chat.addCredential(host);
		const chosen = { [credentialType]: imageGateway, openAiApi: openAi };
		const examples = await addExamples(host, chosen);
		return {
			gateway,
			chat,
			examples,
			get host() {
				return host;
			},
			idOf(example) {
				const found = examples.find((candidate) => candidate.example === example);
				if (!found) throw new Error(`There is no example "${example}".`);
				return found.id;
			},
			async restart() {
				const { owner, url } = host;
				await host.kill();
				host = await startHost({ userFolder, owner, port: Number(new URL(url).port) });
			},
			close,
		};
	} catch (cause) {
		await close();
		throw cause;
	}
}
