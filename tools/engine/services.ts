import { GlobalConfig, InstanceSettingsConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import { join } from 'node:path';

import type { EngineOptions } from './types';

/** What waited for the end of the process before n8n's services did. */
let earlier: readonly unknown[] = [];

/**
 * Sets up the services that n8n-core looks up in its process-wide container. Each is configured
 * before anything asks for it, because the container builds it once, from the environment.
 */
export async function configureServices(
	folder: string,
	binaryMode: NonNullable<EngineOptions['binaryMode']>,
): Promise<void> {
	earlier = process.listeners('exit');
	// n8n-core keeps a settings file and an encryption key; neither may touch the user's own n8n.
	Object.assign(Container.get(InstanceSettingsConfig), {
		n8nFolder: folder,
		userHome: folder,
		encryptionKey: 'nothing-is-encrypted-here',
	});

	// Node failures are reported in the run's result; n8n would print each with its stack as well.
	const { logging } = Container.get(GlobalConfig);
	if (process.env.N8N_LOG_LEVEL === undefined) logging.level = 'silent';

	Object.assign(Container.get(BinaryDataConfig), {
		mode: binaryMode,
		localStoragePath: join(folder, 'storage'),
	});
	await Container.get(BinaryDataService).init();
}

/**
 * Forgets every service, so that the next engine of this process starts from nothing. What would end with the
 * process ends now: n8n-core's SSH clients have a timer, which would hold on to the whole engine.
 */
export function resetServices(): void {
	Container.reset();
	for (const listener of process.listeners('exit')) {
		if (earlier.includes(listener)) continue;
		listener(0);
		process.off('exit', listener);
	}
}
