import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import type { Page } from 'playwright-core';

import { startGateway, type RunningGateway } from '../gateway/startGateway';
import { startChatServer, type ChatServer } from './chatServer';
import { openBrowser, type Browser } from './editor/browser';
import { packNode, type NodePackage } from './nodePackage';
import {
	addCredentials,
	addExamples,
	copyWorkflow,
	credentialType,
	idsOf,
	type StoredCredential,
} from './seedHost';
import { startHost, type Host } from './startHost';
import { temporaryFolder } from './temporaryFolder';

/**
 * A full n8n with the node from its packed tarball, all examples, the gateway, and a chat model for
 * the agent.
 */
export interface Stage {
	readonly gateway: RunningGateway;
	readonly nodePackage: NodePackage;
	readonly chat: ChatServer;
	/** For the gateway, as its OpenAI dialect. */
	readonly credential: StoredCredential;
	/** The one folder that n8n's nodes may write to. */
	readonly filesFolder: string;
	/** The n8n that runs now: `restart` brings another. */
	readonly host: Host;
	/** The id of an example's workflow, by its file's name. */
	idOf(example: string): string;
	/** A page of the editor's browser, which is opened for the first one; the caller closes it. */
	openPage(): Promise<Page>;
	/** A workflow of its own for who changes it: the editor locks a workflow for one page. */
	copyExample(example: string, change?: (node: INode) => INode): Promise<string>;
	/** Ends n8n by SIGKILL, and starts it again on the same data and the same port. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

/** What a check needs that runs in any n8n. */
export type Ground = Pick<Stage, 'gateway' | 'host' | 'idOf'>;

export async function setStage(signal?: AbortSignal, scale = 1): Promise<Stage> {
	const folder = await temporaryFolder('n8n-test-');
	const userFolder = folder.path;
	const filesFolder = join(userFolder, 'files');
	const env = { N8N_RESTRICT_FILE_ACCESS_TO: filesFolder };
	const closers: Array<() => unknown> = [folder.remove];
	const close = async () => {
		for (const one of closers.splice(0).reverse()) await one();
	};
	try {
		await mkdir(filesFolder);
		const gateway = await startGateway();
		closers.push(async () => await gateway.close());
		const chat = await startChatServer();
		closers.push(async () => await chat.close());
		const nodePackage = { tarball: await packNode(userFolder) };
		let host = await startHost({ userFolder, nodePackage, env, ...(signal && { signal }) });
		closers.push(async () => await host.stop());
		let browser: Browser | undefined;
		closers.push(async () => await browser?.close());

		const [imageGateway] = await addCredentials(host, gateway);
		const openAi = await chat.addCredential(host);
		const chosen = { [credentialType]: imageGateway, openAiApi: openAi };
		const examples = await addExamples(host, chosen);
		const idOf = idsOf(examples);
		return {
			gateway,
			nodePackage,
			chat,
			credential: imageGateway,
			filesFolder,
			get host() {
				return host;
			},
			idOf,
			async copyExample(example, change) {
				return await copyWorkflow(host, idOf(example), change);
			},
			async openPage() {
				browser ??= await openBrowser(host, scale);
				return await browser.context.newPage();
			},
			async restart() {
				const { owner, url } = host;
				await host.kill();
				const port = Number(new URL(url).port);
				host = await startHost({ userFolder, nodePackage, env, owner, port });
			},
			close,
		};
	} catch (cause) {
		await close();
		throw cause;
	}
}
