import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const goldenFolder = join(__dirname, '..', 'golden');

/**
 * Compares with `golden/<name>.json`. After a wanted change, write the files anew and read the diff:
 * `DEEP=1 UPDATE_GOLDEN=1 npx jest test/onEngine/goldenWire && npx prettier --write test/onEngine/golden`
 * @param narrow leaves what this run made of what the file has
 */
export function expectGolden(
	name: string,
	actual: unknown,
	narrow: (golden: unknown) => unknown,
): void {
	const file = join(goldenFolder, `${name}.json`);
	if (process.env.UPDATE_GOLDEN === '1') {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(actual, null, '\t')}\n`);
	}
	expect(actual).toEqual(narrow(JSON.parse(readFileSync(file, 'utf8'))));
}
