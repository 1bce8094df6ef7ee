// Runs on whatever Node the machine has, before anything is installed: plain JavaScript, no imports
// but Node's own. Installs the locked dependencies once per lock file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const marker = 'node_modules/.installed-lock';

function run(...args) {
	const { status } = spawnSync('npm', args, {
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		console.error(`"npm ${args.join(' ')}" failed. Fix what it reports above and run this again.`);
		process.exit(status ?? 1);
	}
}

export function setup() {
	const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
	if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
	console.log('Installing the locked dependencies (a few minutes the first time) …');
	// Without install scripts: native add-ons of n8n's nodes are neither needed nor built here.
	run('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
	// The package "node" puts Node 24 into node_modules/.bin through its install script.
	run('rebuild', 'node', '--loglevel=error');
	writeFileSync(marker, lock);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup();
