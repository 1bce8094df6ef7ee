import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { installOnce } from '../../tools/host/hostCache';
import { withNode24 } from '../../tools/host/node24';
import { runStep } from '../../tools/host/runStep';

const jest = join(dirname(require.resolve('jest/package.json')), 'bin', 'jest.js');
const versions = readdirSync(__dirname).filter((name) => name.startsWith('n8n-'));

async function installEngine(version: string): Promise<string> {
	return await installOnce('engine', join(__dirname, version), async (folder) => {
		await runStep({
			title: `Installing the engine of ${version}, once: 300 MB`,
			command: 'npm',
			args: ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'],
			folder,
			logFile: join(folder, 'install.log'),
			advice: 'Check the connection to the npm registry and the free disk space, then try again.',
		});
	});
}

/** The tests of the built node in n8n's engine, with the engine of an older or newer n8n. */
async function main(): Promise<void> {
	for (const version of versions) {
		const folder = await installEngine(version);
		console.log(`The node in the engine of ${version}`);
		const { status } = spawnSync(
			process.execPath,
			// Older engines leave timers behind.
			[
				jest,
				'--config',
				join(__dirname, 'jest.config.js'),
				'--forceExit',
				'--maxWorkers=2',
				...process.argv.slice(2),
			],
			{ stdio: 'inherit', env: { ...withNode24(process.env), N8N_ENGINE_FOLDER: folder } },
		);
		if (status !== 0) throw new Error(`The node does not do in ${version} what it should.`);
	}
}

main().catch((cause: unknown) => {
	console.error(cause instanceof Error ? cause.message : cause);
	process.exitCode = 1;
});
