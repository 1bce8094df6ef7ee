import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startGatewayProcess } from '../gatewayProcess';
import { preparePictures } from '../pictures';
import { writeSection } from '../report/section';
import type { Job, Work } from '../types';

/** What was alive over idle. */
export interface Live {
	readonly bytes: number;
}

const counts = [40, 500, 1000];
const pictureBytes = 2_000_000;
const concurrency = 8;
const latencyMs = 200;

/** Measures what a batch keeps alive as it grows: what else a process takes is garbage not yet collected. */
export async function benchMemory(root: string, say: (text: string) => void): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-memory-'));
	const gateway = await startGatewayProcess(latencyMs, pictureBytes);
	try {
		const pictures = await preparePictures(folder, pictureBytes);
		const rows: string[] = [];
		for (const items of counts) {
			const work: Work = { items, pictureBytes, concurrency, latencyMs };
			const job: Job = {
				contestant: 'node',
				idle: false,
				work,
				pictures,
				gateway: gateway.address,
				nodePackage: root,
				outputFolder: folder,
			};
			const { bytes } = await inChild(job);
			const megabytes = (bytes / 1e6).toFixed(1);
			const each = (bytes / items / 1000).toFixed(1);
			say(`${items} items: ${megabytes} MB alive, ${each} KB an item\n`);
			rows.push(`| ${items.toLocaleString('en-GB')} | ${megabytes} MB | ${each} KB |`);
		}
		await writeSection(
			root,
			'memory',
			`## What a long batch keeps alive\n\n${concurrency} at once, ${pictureBytes / 1e6} MB a picture, seen just before the end of the batch, after a full collection of garbage, over what n8n's engine keeps before. What a process takes beyond this is garbage that Node has not collected yet.\n\n| Items | Alive | An item |\n| --- | --- | --- |\n${rows.join('\n')}`,
		);
	} finally {
		gateway.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function inChild(job: Job): Promise<Live> {
	const child = fork(join(__dirname, 'child.ts'), {
		execArgv: [...process.execArgv, '--expose-gc'],
		env: { ...process.env, TMPDIR: job.outputFolder },
	});
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The process ended with ${String(code)}`);
	});
	ended.catch(() => undefined);
	child.send(job);
	const [message] = (await Promise.race([once(child, 'message'), ended])) as [Live];
	return message;
}
