import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a part of docs/benchmarks.md in its place that a run of its own measures. */
export async function writeSection(
	root: string,
	name: 'bounds' | 'limits' | 'memory',
	markdown: string,
): Promise<void> {
	const begin = `<!-- ${name}: written by npm run bench -- ${name} -->`;
	const end = `<!-- /${name} -->`;
	const file = join(root, 'docs', 'benchmarks.md');
	const text = await readFile(file, 'utf8');
	const section = `${begin}\n\n${markdown}\n\n${end}`;
	const at = text.indexOf(begin);
	const whole =
		at < 0
			? `${text.trimEnd()}\n\n${section}\n`
			: `${text.slice(0, at)}${section}${text.slice(text.indexOf(end) + end.length)}`;
	await writeFile(file, whole);
}
