import type { ContestantId, Work } from './types';
import { contestantIds } from './types';

export interface Case {
	readonly work: Work;
	/** How often each contestant runs; those that are not named do not run. */
	readonly runs: Readonly<Partial<Record<ContestantId, number>>>;
}

const megabyte = 1_000_000;

/** A second of processor time is dear here: the others need one run to be seen, a target needs five. */
const usual = { node: 5, openAi: 1, httpRequest: 1, script: 5 } as const;

const work = (items: number, megabytes: number, concurrency: number, latencyMs = 200): Work => ({
	items,
	pictureBytes: megabytes * megabyte,
	concurrency,
	latencyMs,
});

/** Which work each target is about. */
export const targetWork = {
	usual: work(200, 2, 8),
	slowGateway: work(200, 2, 8, 1000),
	oneByOne: work(40, 2, 1),
	few: work(40, 2, 8),
	many: work(1000, 2, 8),
	large: work(40, 24, 4),
} as const;

/** Up to 20 minutes. */
export const defaultCases: readonly Case[] = [
	{ work: targetWork.usual, runs: { ...usual, scriptInN8n: 5, bareInN8n: 5 } },
	{ work: targetWork.few, runs: { ...usual, script: 3 } },
	{ work: targetWork.many, runs: { node: 1, httpRequest: 1, script: 1 } },
	{ work: targetWork.slowGateway, runs: { node: 5, script: 1, scriptInN8n: 1 } },
	{ work: targetWork.oneByOne, runs: { node: 5, script: 5, scriptInN8n: 5 } },
	{ work: work(200, 2, 32), runs: { node: 3, httpRequest: 1, script: 1 } },
	{ work: targetWork.large, runs: { node: 3, openAi: 1, httpRequest: 1, script: 3 } },
];

/** Under a minute: shows that everything runs, and measures nothing well. */
export const quickCases: readonly Case[] = [
	{ work: work(16, 2, 8), runs: { node: 1, openAi: 1, httpRequest: 1, script: 1 } },
	{ work: work(4, 24, 4), runs: { node: 1, script: 1 } },
];

/** Hours, and 24 GB of disk. */
export function fullCases(): readonly Case[] {
	const cases: Case[] = [{ work: targetWork.slowGateway, runs: usual }];
	for (const megabytes of [2, 24]) {
		for (const concurrency of [1, 8, 32]) {
			for (const items of [40, 200, 1000]) {
				const runs = items < 1000 || (megabytes === 2 && concurrency === 8) ? usual : once;
				cases.push({ work: work(items, megabytes, concurrency), runs });
			}
		}
	}
	return [...cases, { work: targetWork.large, runs: usual }];
}

const once = Object.fromEntries(contestantIds.map((id) => [id, 1]));
