import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

import { startEngine } from '../../engine/startEngine';
import type { Engine, RunResult } from '../../engine/types';
import type { Job } from '../types';
import { standIn } from './standIn/names';
import type { Step } from './step';
import { stepName, workflowOf } from './workflow';

/** A contestant that is a node: it runs in n8n's own engine, its pictures in n8n's own file store. */
export async function openNode(job: Job): Promise<Step> {
	const engine = await startEngine({
		packageFolder:
			job.contestant === 'openAi' ? (job.openAiPackage ?? standIn.folder) : job.nodePackage,
		binaryMode: 'filesystem',
		credentials: {
			imageGatewayApi: { gateway: 'openAiCompatible', ...job.gateway },
			openAiApi: { apiKey: job.gateway.apiKey, url: job.gateway.baseUrl },
		},
	});
	const binaries: IBinaryData[] = [];
	for (const file of job.pictures) binaries.push(await storeFile(file));
	return {
		run: async (items) => await runStep(engine, job, itemsOf(binaries, items)),
		close: async () => await engine.close(),
	};
}

/** As a copy of the file: bytes that pass through this process would raise its peak before the step. */
async function storeFile(file: string): Promise<IBinaryData> {
	const fileName = basename(file);
	const mimeType = 'image/png';
	const id = `filesystem-v2:workflows/input/executions/input/binary_data/${fileName}`;
	const path = Container.get(BinaryDataService).getPath(id);
	await mkdir(dirname(path), { recursive: true });
	await copyFile(file, path);
	const { size } = await stat(path);
	await writeFile(`${path}.metadata`, JSON.stringify({ fileName, mimeType, fileSize: size }));
	return { id, data: 'filesystem-v2', fileName, mimeType, fileExtension: 'png', bytes: size };
}

function itemsOf(binaries: readonly IBinaryData[], count: number): INodeExecutionData[] {
	return Array.from({ length: count }, (_, index) => ({
		json: { index },
		binary: { data: binaries[index % binaries.length] as IBinaryData },
	}));
}

async function runStep(engine: Engine, job: Job, triggerItems: INodeExecutionData[]) {
	let started = 0;
	let ended = 0;
	const result = await engine.run(workflowOf(job), {
		triggerItems,
		onNodeStart: (name) => {
			if (name === stepName) started = performance.now();
		},
		onNodeEnd: (name) => {
			if (name === stepName) ended = performance.now();
		},
	});
	if (result.error) throw result.error;
	return { milliseconds: ended - started, pictures: countPictures(result) };
}

/** The HTTP Request node leaves its pictures as base64 in the JSON. */
function countPictures(result: RunResult): number {
	const items = result.items(stepName);
	return items.filter(({ binary, json }) => binary?.data || Array.isArray(json.data)).length;
}
