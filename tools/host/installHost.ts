import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { hostFolder, installOnce } from './hostCache';
import { nodeBinary, nodeHeaders } from './node24';
import { runStep, type Step } from './runStep';

export interface HostInstallation {
	readonly folder: string;
	/** The script that Node runs. */
	readonly n8n: string;
}

/** The full n8n of e2e/package-lock.json, installed once per lock file. */
export async function installHost(signal?: AbortSignal): Promise<HostInstallation> {
	if (!existsSync(hostFolder()))
		console.log('Installing a full n8n, once: 2.3 GB, 3 to 10 minutes.');
	const folder = await installOnce('host', __dirname, async (partialFolder) => {
		await runStep(packagesStep(partialFolder), signal);
		await runStep(sqliteStep(partialFolder), signal);
	});
	return { folder, n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

function packagesStep(folder: string): Step {
	return {
		title: '[1/2] Installing 2,100 packages',
		command: 'npm',
		// Without scripts: n8n's other native add-ons are optional or bring prebuilt binaries.
		args: ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'],
		folder,
		logFile: join(folder, 'install.log'),
		advice: 'Check the connection to the npm registry and the free disk space, then try again.',
	};
}

function sqliteStep(folder: string): Step {
	const modules = join(folder, 'node_modules');
	const nodeGyp = join(modules, 'node-gyp', 'bin', 'node-gyp.js');
	return {
		title: '[2/2] Building sqlite3',
		command: nodeBinary,
		args: [nodeGyp, 'rebuild', '--jobs=max', `--nodedir=${nodeHeaders()}`],
		folder: join(modules, 'sqlite3'),
		logFile: join(folder, 'build.log'),
		advice:
			'It needs Python 3, make and a C++ compiler (Debian: apt-get install python3 make g++).',
	};
}

if (require.main === module) {
	installHost().then(
		({ folder }) => console.log(`n8n is installed in ${folder}`),
		(cause: unknown) => {
			console.error(cause instanceof Error ? cause.message : cause);
			process.exitCode = 1;
		},
	);
}
