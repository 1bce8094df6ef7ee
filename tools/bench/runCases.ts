import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Case } from './cases';
import { startGatewayProcess, type GatewayProcess } from './gatewayProcess';
import { labelOf, titleOf } from './labels';
import { measure, type Question } from './measure';
import { preparePictures } from './pictures';
import type { Progress } from './progress';
import { median, toSeries, type CaseResult, type Results } from './results';
import type { ContestantId, Failure, Measurement } from './types';

export type Packages = Pick<Question, 'nodePackage' | 'openAiPackage'>;

const idleRuns = 3;

export const countRuns = (cases: readonly Case[]): number =>
	cases.flatMap(({ runs }) => Object.values(runs)).reduce((sum, runs) => sum + runs, 0) +
	idleRuns * contestantsOf(cases).length;

export async function runCases(
	cases: readonly Case[],
	packages: Packages,
	progress: Progress,
): Promise<Omit<Results, 'host'>> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-pictures-'));
	const realOpenAi = packages.openAiPackage !== undefined;
	const done: CaseResult[] = [];
	const idle: Partial<Record<ContestantId, number>> = {};
	try {
		for (const one of cases) {
			const { work } = one;
			const pictures = await preparePictures(folder, work.pictureBytes);
			const gateway = await startGatewayProcess(work.latencyMs, work.pictureBytes);
			try {
				const run = async (contestant: ContestantId, idles: boolean) => {
					const question = { contestant, idle: idles, work, pictures, ...packages };
					const label = labelOf(contestant, { realOpenAi });
					const title = idles ? 'idle' : titleOf(work);
					return await progress.follow(`${title}: ${label}`, measure(question, gateway));
				};
				if (done.length === 0) Object.assign(idle, await measureIdle(contestantsOf(cases), run));
				done.push({ work, series: toSeries(one, await measureCase(one, run)) });
			} finally {
				stop(gateway);
			}
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	return { cases: done, idle, realOpenAi };
}

const stop = (gateway: GatewayProcess) => gateway.stop();

type Run = (contestant: ContestantId, idles: boolean) => Promise<Failure | Measurement>;

/** Round by round, so that a machine that is busy for a while is so for all. */
async function measureCase(
	{ runs }: Case,
	run: Run,
): Promise<Map<ContestantId, Array<Failure | Measurement>>> {
	const measured = new Map<ContestantId, Array<Failure | Measurement>>();
	for (let round = 0; round < Math.max(...Object.values(runs)); round++) {
		for (const [contestant, wanted] of Object.entries(runs) as Array<[ContestantId, number]>) {
			const before = measured.get(contestant) ?? [];
			if (round >= wanted || before.some((one) => 'failure' in one)) continue;
			measured.set(contestant, [...before, await run(contestant, false)]);
		}
	}
	return measured;
}

async function measureIdle(
	contestants: readonly ContestantId[],
	run: Run,
): Promise<Partial<Record<ContestantId, number>>> {
	const idle: Partial<Record<ContestantId, number>> = {};
	for (const contestant of contestants) {
		const peaks: number[] = [];
		for (let round = 0; round < idleRuns; round++) {
			const measured = await run(contestant, true);
			if ('failure' in measured) throw new Error(`Idle: ${measured.failure}`);
			peaks.push(measured.peakBytes);
		}
		idle[contestant] = median(peaks);
	}
	return idle;
}

const contestantsOf = (cases: readonly Case[]): ContestantId[] => [
	...new Set(cases.flatMap(({ runs }) => Object.keys(runs) as ContestantId[])),
];
