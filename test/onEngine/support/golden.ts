import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const goldenFolder = join(__dirname, '..', 'golden');

/**
 * Compares with `golden/<name>.json`. After a wanted change, write the files anew and read the diff:
 * `UPDATE_GOLDEN=1 npx jest test/engine/golden && npx prettier --write test/engine/golden`
 */
export function expectGolden(name: string, actual: unknown): void {
	const file = join(goldenFolder, `${name}.json`);
	if (process.env.UPDATE_GOLDEN === '1') {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(actual, null, '\t')}\n`);
	}
	expect(actual).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}
