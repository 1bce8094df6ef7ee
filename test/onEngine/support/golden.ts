import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const goldenFolder = join(__dirname, '..', 'golden');

/**
 * What `golden/<name>.json` has. After a wanted change, write the files anew and read the diff:
 * `DEEP=1 UPDATE_GOLDEN=1 npx jest test/onEngine/goldenWire && npx oxfmt test/onEngine/golden`
 * @param actual what is written there then
 */
export function goldenOf(name: string, actual: unknown): unknown {
	const file = join(goldenFolder, `${name}.json`);
	if (process.env.UPDATE_GOLDEN === '1') {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(actual, null, '\t')}\n`);
	}
	return JSON.parse(readFileSync(file, 'utf8'));
}
