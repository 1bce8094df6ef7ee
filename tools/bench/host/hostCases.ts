import { targetWork } from '../cases';
import type { HostCase } from '../types';

/** Up to 10 minutes: n8n alone takes ten seconds to start and end. */
export const hostCases: readonly HostCase[] = [
	{ work: targetWork.few, runs: { idle: 3, node: 5, openAi: 1, httpRequest: 1 } },
	{ work: targetWork.large, runs: { idle: 3, node: 5 } },
	{ work: targetWork.many, runs: { idle: 3, node: 5 } },
];
