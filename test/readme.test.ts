import { readFileSync } from 'node:fs';
import { withTables } from '../tools/readme/readmeTables';

test('the tables of the README say what the catalogues say (npm run docs renews them)', () => {
	const readme = readFileSync('README.md', 'utf8');
	expect(withTables(readme)).toBe(readme);
});
