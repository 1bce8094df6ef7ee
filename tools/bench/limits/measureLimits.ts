import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { preparePictures } from '../pictures';
import { median } from '../results';
import type { ContestantId, Failure, Job, Outcome } from '../types';
import type { Limit, LimitCase } from './limitCases';
import type { LimitReport } from './limitedGateway';

export interface LimitContestant {
	readonly label: string;
	readonly contestant: ContestantId;
	/** Folder of the package. */
	readonly nodePackage: string;
	/** Runs of it at the same time: more for one that takes twice as long. */
	readonly lanes: number;
}

export interface LimitRow {
	readonly title: string;
	readonly label: string;
	readonly case: LimitCase;
	/** Medians over the runs. */
	readonly time?: number;
	readonly refused?: number;
	/** Of the execution that got less, until the first ended; for two executions. */
	readonly share?: number;
	readonly failure?: string;
	readonly runs: number;
}

/** Bytes of each image: what is measured is the waiting, not the way. */
const pictureBytes = 100_000;

/**
 * Every contestant through every case, each by itself and all at the same time: nearly all of it is waiting
 * for gateways, of which each run has its own.
 */
export async function measureLimits(
	cases: readonly LimitCase[],
	contestants: readonly LimitContestant[],
	rounds: number,
	say: (text: string) => void,
): Promise<LimitRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-pictures-'));
	try {
		const pictures = await preparePictures(folder, pictureBytes);
		const runs = new Map<string, Array<Failure | LimitRun>>();
		const measure = async (one: LimitCase, contestant: LimitContestant) => {
			const run = await measureOnce(one, contestant, pictures);
			const { label } = contestant;
			runs.set(keyOf(one, label), [...(runs.get(keyOf(one, label)) ?? []), run]);
			say(`${one.title}: ${label}: ${shown(run)}\n`);
		};
		const lanes = contestants.flatMap((contestant) => {
			const left = cases.flatMap((one) => Array<LimitCase>(rounds).fill(one));
			return Array.from({ length: contestant.lanes }, async () => {
				for (let one = left.shift(); one; one = left.shift()) await measure(one, contestant);
			});
		});
		await Promise.all(lanes);
		return cases.flatMap((one) =>
			contestants.map(({ label }) => rowOf(one, label, runs.get(keyOf(one, label)))),
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const keyOf = ({ title }: LimitCase, label: string) => `${title}: ${label}`;

interface LimitRun {
	readonly time: number;
	readonly refused: number;
	readonly share?: number;
}

const shown = (run: Failure | LimitRun) =>
	'failure' in run ? run.failure : `${run.time.toFixed(2)}, ${run.refused.toFixed(2)} refused`;

function rowOf(
	one: LimitCase,
	label: string,
	runs: ReadonlyArray<Failure | LimitRun> = [],
): LimitRow {
	const done = runs.flatMap((run) => ('failure' in run ? [] : [run]));
	const failed = runs.find((run) => 'failure' in run);
	const shares = done.flatMap(({ share }) => share ?? []);
	return {
		title: one.title,
		label,
		case: one,
		runs: done.length,
		...(done.length > 0 && {
			time: median(done.map(({ time }) => time)),
			refused: median(done.map(({ refused }) => refused)),
		}),
		...(shares.length > 0 && { share: median(shares) }),
		...(failed && { failure: failed.failure }),
	};
}

async function measureOnce(
	one: LimitCase,
	{ contestant, nodePackage }: LimitContestant,
	pictures: readonly string[],
): Promise<Failure | LimitRun> {
	const { concurrency, executions = 1, idealMs, items, limit } = one;
	const gateway = fork(join(__dirname, 'limitedGateway.ts'), [
		JSON.stringify(limit satisfies Limit),
	]);
	const [baseUrl] = (await once(gateway, 'message')) as [string];
	const report = async () => {
		const answer = once(gateway, 'message') as Promise<[LimitReport]>;
		gateway.send('report');
		return (await answer)[0];
	};
	const outputFolder = await mkdtemp(join(tmpdir(), 'bench-'));
	try {
		// Its user has to know what the gateway serves, and how long it takes.
		const isBatched = contestant === 'httpRequest';
		const served = Math.min(concurrency, limit.atOnce ?? limit.perSecond ?? concurrency);
		const batchInterval = limit.perSecond === undefined ? limit.latencyMs : 1_000;
		const work = {
			items,
			concurrency: isBatched ? served : concurrency,
			pictureBytes,
			latencyMs: limit.latencyMs,
		};
		const job = (index: number): Job => ({
			contestant,
			idle: false,
			work,
			pictures,
			nodePackage,
			outputFolder,
			...(isBatched && { batchInterval }),
			gateway: { baseUrl, apiKey: `sk-bench-execution-${index}` },
		});
		let first: LimitReport | undefined;
		const run = async (index: number) => {
			const outcome = await runChild(job(index));
			first ??= await report();
			return outcome;
		};
		const outcomes = await Promise.all(
			Array.from({ length: executions }, (_, index) => run(index)),
		);
		const second = executions > 1 ? await report() : undefined;
		const failed = outcomes.find((outcome) => 'failure' in outcome);
		if (failed && 'failure' in failed) return failed;
		const done = outcomes as readonly Outcome[];
		const missing = done.find((outcome) => outcome.pictures !== items);
		if (missing) return { failure: `${missing.pictures} of ${items} images` };
		const refused = (first?.refused ?? 0) + (second?.refused ?? 0);
		const counts = Object.values(first?.served ?? {});
		return {
			time: Math.max(...done.map(({ milliseconds }) => milliseconds)) / idealMs,
			refused: refused / (items * executions),
			...(executions > 1 && {
				share: Math.min(...counts) / counts.reduce((sum, count) => sum + count, 0),
			}),
		};
	} finally {
		gateway.kill();
		await rm(outputFolder, { recursive: true, force: true });
	}
}

async function runChild(job: Job): Promise<Failure | Outcome> {
	const child = fork(join(__dirname, '..', 'contestants', 'main.ts'), {
		env: { ...process.env, TMPDIR: job.outputFolder, TEMP: job.outputFolder },
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	return await new Promise((resolve) => {
		child.once('message', (answer: Failure | Outcome) => resolve(answer));
		child.once('exit', () => resolve({ failure: 'ended without a word' }));
		child.send(job);
	});
}
