import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What a golden file has. After a wanted change, write the files anew and read the diff:
 * `DEEP=1 UPDATE_GOLDEN=1 npx jest facts goldenWire && npx oxfmt test`
 * @param actual what is written there then
 */
export function goldenText(file: string, actual: string): string {
	if (process.env.UPDATE_GOLDEN === '1') {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, actual);
	}
	return readFileSync(file, 'utf8');
}

/** The same for JSON. */
export const goldenJson = (file: string, actual: unknown): unknown =>
	JSON.parse(goldenText(file, `${JSON.stringify(actual, null, '\t')}\n`));
