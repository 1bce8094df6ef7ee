import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startGateway } from '../gateway/startGateway';
import { checkHost } from './checkHost';
import { packageFolder } from './nodePackage';
import { addCredentials, addExamples, credentialType, type StoredWorkflow } from './seedHost';
import { startHost, type Host } from './startHost';

const PARENT_CHECK_MS = 1_000;
const usage = 'npm run dev -- [--port 5678] [--check]';

async function dev(): Promise<void> {
	const { values } = parseArgs({
		options: { port: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean' } },
	});
	if (values.help) return console.log(usage);
	// Fonts for the pictures' captions; fontconfig reads this once, before the first text.
	if (process.platform === 'linux') {
		process.env.FONTCONFIG_FILE ??= join(packageFolder, 'tools', 'demo', 'fonts.conf');
	}
	const stop = onStop();
	const gateway = await startGateway();
	try {
		const port = values.port ? Number(values.port) : undefined;
		console.log('Starting n8n …');
		const host = await startHost({ ...(port && { port }), signal: stop });
		try {
			const [credential] = await addCredentials(host, gateway);
			const examples = await addExamples(host, { [credentialType]: credential });
			if (values.check) {
				for await (const line of checkHost(host, credential, examples)) console.log(`ok  ${line}`);
				return;
			}
			console.log(welcome(host, gateway.origin, examples));
			if (!stop.aborted) await once(stop, 'abort');
			console.log('\nStopping …');
		} finally {
			await host.stop();
		}
	} finally {
		await gateway.close();
	}
}

function onStop(): AbortSignal {
	const stop = new AbortController();
	const abort = () => stop.abort(new Error('Stopped before n8n was ready.'));
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, abort);
	// npm keeps a SIGTERM to itself (measured, 11.19): its end shows only in who our parent is.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && abort(), PARENT_CHECK_MS).unref();
	return stop.signal;
}

function welcome(host: Host, gateway: string, examples: readonly StoredWorkflow[]): string {
	const links = examples.map(({ id, name }) => `  ${host.url}/workflow/${id}  ${name}`);
	return [
		'',
		`n8n      ${host.url}`,
		`login    ${host.owner.email}  ${host.owner.password}`,
		`gateway  ${gateway} (local, draws the pictures itself)`,
		`log      ${host.logFile}`,
		'',
		'Sign in, open an example and click "Execute workflow". Then double-click its last node: the',
		'picture is in the output panel. On an empty canvas, begin with a trigger, then add the node',
		'"AI Image Edit" and choose the credential "Image Gateway".',
		'',
		...links,
		'',
		'Ctrl-C stops n8n and the gateway and forgets what was changed here.',
	].join('\n');
}

dev().then(
	() => process.exit(),
	(cause: unknown) => {
		console.error(cause instanceof Error ? cause.message : cause);
		process.exit(1);
	},
);
