import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The last commit that left it to the user to know the gateway's limits. */
const commit = '21b539f';

/**
 * Builds this node from an earlier commit, once per machine.
 * @param root the repository
 * @returns the folder of the package; undefined where the commit is not there (a shallow clone)
 */
export async function earlierBuild(root: string): Promise<string | undefined> {
	const folder = join(tmpdir(), `image-edit-${commit}`);
	const dependencies = join(root, 'node_modules');
	if (existsSync(join(folder, 'dist'))) {
		// Another checkout may have built it, and be gone.
		await rm(join(folder, 'node_modules'), { force: true });
		await symlink(dependencies, join(folder, 'node_modules'));
		return folder;
	}
	const run = (command: string, args: readonly string[], cwd: string) =>
		void execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
	try {
		execFileSync('git', ['cat-file', '-e', commit], { cwd: root, stdio: 'ignore' });
	} catch {
		return undefined;
	}
	const partial = `${folder}-${process.pid}`;
	await mkdir(partial, { recursive: true });
	try {
		const archive = join(partial, 'source.tar');
		run('git', ['archive', '--output', archive, commit], root);
		run('tar', ['-xf', archive, '-C', partial], root);
		await symlink(dependencies, join(partial, 'node_modules'));
		run('npm', ['run', '--silent', 'build'], partial);
		await rename(partial, folder);
	} finally {
		await rm(partial, { recursive: true, force: true });
	}
	return folder;
}
