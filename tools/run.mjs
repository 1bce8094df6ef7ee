// Runs one of the project's tools on any Node from a fresh clone:
// node tools/run.mjs [--no-build] FILE.ts [ARGUMENT …]
// Installs the locked dependencies and builds the node first, then starts the file with Node 24 and tsx.
import { spawnSync } from 'node:child_process';
import { setup } from './setup.mjs';

const given = process.argv.slice(2);
const needsBuild = given[0] !== '--no-build';
const [file, ...rest] = needsBuild ? given : given.slice(1);

function run(command, args) {
	const { status } = spawnSync(command, args, {
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (status !== 0) process.exit(status ?? 1);
}

setup();
if (needsBuild) run('npm', ['run', '--silent', 'build']);
run('node_modules/.bin/node', ['--import', 'tsx', file, ...rest]);
