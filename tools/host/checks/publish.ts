import { publishWorkflow } from '../seedHost';
import type { Stage } from '../stage';

/** Puts an example's triggers at work. */
export async function publish({ host, idOf }: Stage, example: string): Promise<void> {
	await publishWorkflow(host, idOf(example));
}
