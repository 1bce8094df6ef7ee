import type { Check } from './checks/check';

export interface Tally {
	readonly passed: number;
	readonly failed: number;
}

interface Closable {
	close(): Promise<void>;
}

/**
 * One line for each check. The stage that they share is set only where there is a check.
 * @param start what begins behind the first checks, and goes on beside the others
 */
export async function runChecks<Stage extends Closable>(
	setStage: () => Promise<Stage>,
	first: ReadonlyArray<Check<Stage>>,
	start?: (stage: Stage) => Promise<void>,
	then: ReadonlyArray<Check<Stage>> = [],
): Promise<Tally> {
	const count = first.length + then.length;
	if (count === 0) return { passed: 0, failed: 0 };
	console.log('Starting n8n …');
	const stage = await setStage();
	let passed = 0;
	try {
		for (const check of first) if (await report(check, stage)) passed += 1;
		await start?.(stage);
		for (const check of then) if (await report(check, stage)) passed += 1;
	} finally {
		await stage.close();
	}
	return { passed, failed: count - passed };
}

async function report<Stage>({ title, run }: Check<Stage>, stage: Stage): Promise<boolean> {
	const started = Date.now();
	const line = (word: string, told: string) => {
		const seconds = ((Date.now() - started) / 1000).toFixed(1);
		console.log(`${word.padEnd(6)}  ${title} (${seconds} s): ${told}`);
	};
	try {
		line('ok', await run(stage));
		return true;
	} catch (cause) {
		line('FAILED', cause instanceof Error ? cause.message : String(cause));
		return false;
	}
}
