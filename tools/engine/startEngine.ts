import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { fileTypeFromMimeType } from 'n8n-workflow';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

import { createAdditionalData } from './additionalData';
import { EngineCredentialsHelper } from './credentialsHelper';
import { EngineNodeTypes } from './nodeTypes';
import { runWorkflow, toWorkflowBase } from './runWorkflow';
import { searchList } from './searchList';
import { configureServices, resetServices } from './services';
import type { Engine, EngineOptions } from './types';

let running = false;

/** n8n's real execution engine without its server: nodes, helpers and binary storage are n8n's. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
	// n8n-core finds its services in one container per process, so two engines would share storage.
	if (running) throw new Error('Another engine runs in this process. Close it first.');
	running = true;

	const folder = await mkdtemp(join(tmpdir(), 'n8n-engine-'));
	const close = async () => {
		resetServices();
		await rm(folder, { recursive: true, force: true });
		running = false;
	};

	try {
		await configureServices(folder, options.binaryMode ?? 'filesystem');
		const nodeTypes = await EngineNodeTypes.load(options.packageFolder);
		return createEngine(nodeTypes, options.credentials ?? {}, close);
	} catch (error) {
		await close();
		throw error;
	}
}

function createEngine(
	nodeTypes: EngineNodeTypes,
	credentials: NonNullable<EngineOptions['credentials']>,
	close: () => Promise<void>,
): Engine {
	const credentialsHelper = new EngineCredentialsHelper(nodeTypes, credentials);
	const binaryData = Container.get(BinaryDataService);
	let executions = 0;

	return {
		async run(workflow, runOptions = {}) {
			const base = toWorkflowBase(workflow);
			const executionId = runOptions.executionId ?? String(++executions);
			const additionalData = createAdditionalData(credentialsHelper, base, executionId, runOptions);
			return await runWorkflow(base, nodeTypes, additionalData, runOptions);
		},

		async searchList(node, method, filter) {
			const base = toWorkflowBase({ nodes: [node], connections: {} });
			const additionalData = createAdditionalData(credentialsHelper, base, '', {});
			return await searchList(base, nodeTypes, additionalData, { method, filter });
		},

		async storeBinary(bytes, fileName, mimeType) {
			const location = { type: 'execution' as const, workflowId: 'input', executionId: 'input' };
			const fileType = fileTypeFromMimeType(mimeType);
			const empty: IBinaryData = {
				data: '',
				fileName,
				mimeType,
				fileExtension: extname(fileName).slice(1),
				...(fileType && { fileType }),
			};
			return await binaryData.store(location, bytes, empty);
		},

		readBinary: async (binary) => await binaryData.getAsBuffer(binary),
		close,
	};
}
