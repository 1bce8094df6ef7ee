import type { Stage as FullStage } from '../stage';

/** One line of the report. */
export interface Check<Stage = FullStage> {
	readonly title: string;
	/** @returns what was seen, in a few words */
	run(stage: Stage): Promise<string>;
}

export function expectEqual(what: string, seen: unknown, wanted: unknown): void {
	const [left, right] = [JSON.stringify(seen), JSON.stringify(wanted)];
	if (left !== right) throw new Error(`${what}: ${left} in place of ${right}.`);
}
