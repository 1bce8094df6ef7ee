import { checkNodeType, checkRun } from '../checkHost';
import type { Stage } from '../stage';
import type { Check } from './check';

/** The examples that need nothing beside the gateway. */
export function plainExamples({ examples }: Stage): Check[] {
	const alone = examples.filter(({ runsAlone }) => runsAlone);
	return [
		{ title: 'the node is known', run: async ({ host }) => await checkNodeType(host) },
		...alone.map((example) => ({
			title: `example ${example.example}`,
			run: async ({ host }: Stage) => await checkRun(host, example),
		})),
	];
}
