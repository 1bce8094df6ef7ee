import { link, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../host/freePort';
import { hostEnvironment } from '../../host/hostEnvironment';
import { nodeBinary } from '../../host/node24';
import { startHost, type Host } from '../../host/startHost';
import { startGatewayProcess, type GatewayProcess } from '../gatewayProcess';
import { preparePictures } from '../pictures';
import { titleOf } from '../labels';
import { median } from '../results';
import type { HostCase, HostMemory, Inhabitant, Job, Work } from '../types';
import { hostWorkflow } from './hostWorkflow';
import { runToEnd, type Ended } from './peakMemory';

/** Medians, in bytes. */
export function overIdle(
	{ peaks }: HostMemory,
	inhabitant: Inhabitant,
): { readonly idle: number; readonly peak: number; readonly over: number } {
	const [idle, peak] = [median(peaks.idle ?? []), median(peaks[inhabitant] ?? [])];
	return { idle, peak, over: peak - idle };
}

type Say = (text: string) => void;

/** Whole processes of a full n8n: `n8n execute`, from its start to its end. */
export async function measureHost(
	cases: readonly HostCase[],
	nodePackage: string,
	say: Say,
): Promise<HostMemory[]> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-host-'));
	const gateways: GatewayProcess[] = [];
	try {
		const userFolder = join(folder, 'user');
		const env = { N8N_RESTRICT_FILE_ACCESS_TO: folder };
		const host = await startHost({ userFolder, env, nodePackage: { folder: nodePackage } });
		const prepared: Prepared[] = [];
		try {
			for (const one of cases) {
				const { latencyMs, pictureBytes } = one.work;
				const gateway = await startGatewayProcess(latencyMs, pictureBytes);
				gateways.push(gateway);
				prepared.push(await prepare(host, one, gateway, { folder, nodePackage }));
			}
		} finally {
			await host.stop();
		}
		const settings = { userFolder, port: await freePort(), env };
		const execute = async (id: string) => {
			const args = [host.installation.n8n, 'execute', `--id=${id}`];
			const env = await hostEnvironment(settings);
			const ended = await runToEnd({ file: nodeBinary, args, env });
			await rm(join(userFolder, '.n8n', 'storage'), { recursive: true, force: true });
			return ended;
		};
		const measured: HostMemory[] = [];
		for (const one of prepared) measured.push(await runCase(one, execute, say));
		return measured;
	} finally {
		for (const gateway of gateways) gateway.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

interface Prepared extends HostCase {
	readonly gateway: GatewayProcess;
	readonly workflows: ReadonlyMap<Inhabitant, string>;
}

async function prepare(
	host: Host,
	{ runs, work }: HostCase,
	gateway: GatewayProcess,
	{ folder, nodePackage }: { readonly folder: string; readonly nodePackage: string },
): Promise<Prepared> {
	const files = await prepareFiles(folder, work);
	const { apiKey, baseUrl } = gateway.address;
	const own = { gateway: 'openAiCompatible', apiKey, baseUrl };
	const workflows = new Map<Inhabitant, string>();
	for (const inhabitant of Object.keys(runs) as Inhabitant[]) {
		const idle = inhabitant === 'idle';
		const openAi = inhabitant === 'openAi';
		const type = openAi ? 'openAiApi' : 'imageGatewayApi';
		const credential = await host.rest<{ id: string }>('/rest/credentials', {
			method: 'POST',
			body: { name: type, type, data: openAi ? { apiKey, url: baseUrl } : own },
		});
		const job: Job = {
			...{ contestant: idle ? 'node' : inhabitant, idle, work, pictures: [], nodePackage },
			...{
				gateway: gateway.address,
				openAiPackage: host.installation.folder,
				outputFolder: folder,
			},
		};
		const workflow = hostWorkflow(job, join(files, '*.png'), credential.id);
		const body = { name: inhabitant, settings: {}, ...workflow };
		const stored = await host.rest<{ id: string }>('/rest/workflows', { method: 'POST', body });
		workflows.set(inhabitant, stored.id);
	}
	return { runs, work, gateway, workflows };
}

/** As many names as items, for a few files. */
async function prepareFiles(folder: string, { items, pictureBytes }: Work): Promise<string> {
	const target = join(folder, `${items}-${pictureBytes}`);
	await mkdir(target);
	const pictures = await preparePictures(target, pictureBytes);
	for (let index = pictures.length; index < items; index++) {
		const picture = pictures[index % pictures.length] as string;
		await link(picture, join(target, `more-${index}.png`));
	}
	return target;
}

async function runCase(
	{ gateway, runs, work, workflows }: Prepared,
	execute: (id: string) => Promise<Ended>,
	say: Say,
): Promise<HostMemory> {
	const peaks: Partial<Record<Inhabitant, number[]>> = {};
	for (let round = 0; round < Math.max(...Object.values(runs)); round++) {
		for (const [inhabitant, id] of workflows) {
			if (round >= (runs[inhabitant] ?? 0)) continue;
			await gateway.report();
			const { code, peak } = await execute(id);
			const { billed } = await gateway.report();
			const done = code === 0 && billed === (inhabitant === 'idle' ? 0 : work.items);
			const end = done ? '' : `, but ended with ${code} after ${billed} pictures`;
			say(`full n8n, ${titleOf(work)}: ${inhabitant} … peak ${Math.round(peak / 1e6)} MB${end}\n`);
			(peaks[inhabitant] ??= []).push(...(done ? [peak] : []));
		}
	}
	return { work, peaks };
}
