import { readExamples } from '../../demo/examples';
import { checkNodeType, checkRun } from '../checkHost';
import type { Check } from './check';

/** The examples that need nothing beside the gateway. */
export async function plainExamples(): Promise<Check[]> {
	const alone = (await readExamples()).filter(({ runsAlone }) => runsAlone);
	return [
		{ title: 'the node is known', run: async ({ host }) => await checkNodeType(host) },
		...alone.map(({ name }): Check => ({
			title: `example ${name}`,
			run: async ({ host, idOf }) => await checkRun(host, idOf(name)),
		})),
	];
}
