import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readExamples } from '../demo/examples';
import { startGateway } from '../gateway/startGateway';
import { openBrowser } from '../host/editor/browser';
import { openWorkflow } from '../host/editor/canvas';
import { describeWalk, walkFromForm } from '../host/editor/formWalk';
import { packageFolder, packNode } from '../host/nodePackage';
import { startHost, type Host } from '../host/startHost';
import { source } from './contestant';
import { contestants } from './contestants';
import { measure, tryNanoBanana, type Measured } from './measure';
import { report } from './report';

/** The same work by three nodes, done and counted in the editor of an n8n without credentials. */
async function compare(): Promise<void> {
	// Fonts for the pictures' captions; fontconfig reads this once, before the first text.
	if (process.platform === 'linux') {
		process.env.FONTCONFIG_FILE ??= join(packageFolder, 'tools', 'demo', 'fonts.conf');
	}
	const folder = await mkdtemp(join(tmpdir(), 'comparison-'));
	const gateway = await startGateway();
	const host = await startHost({ nodePackage: { tarball: await packNode(folder) } });
	const browser = await openBrowser(host);
	try {
		// First, as it begins without a credential, too.
		const walkPage = await browser.context.newPage();
		const walk = await walkFromForm(walkPage, host, gateway);
		console.log(describeWalk(walk));
		await walkPage.close();
		await removeCredentials(host);
		const measured: Measured[] = [];
		let nanoBanana = '';
		for (const contestant of contestants) {
			const page = await browser.context.newPage();
			// High enough for all parameters of a node.
			await page.setViewportSize({ width: 1280, height: 1900 });
			await openWorkflow(page, host.url, await addStart(host));
			measured.push(await measure(contestant, page, gateway));
			if (contestant.title === 'OpenAI') nanoBanana = await tryNanoBanana(page.getByTestId('ndv'));
			await page.close();
		}
		const { stdout } = await host.cli(['--version']);
		const text = report({ measured, nanoBanana, walk, n8nVersion: stdout.trim() });
		await writeFile(join(packageFolder, 'docs', 'comparison.md'), text);
	} finally {
		await browser.close();
		await host.stop();
		await gateway.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function removeCredentials(host: Host): Promise<void> {
	const stored = await host.rest<ReadonlyArray<{ id: string }>>('/rest/credentials');
	for (const { id } of stored) await host.rest(`/rest/credentials/${id}`, { method: 'DELETE' });
}

/** The example with a mask, without its last node. */
async function addStart(host: Host): Promise<string> {
	const example = (await readExamples()).find(({ name }) => name === 'mask-edit');
	if (!example) throw new Error('There is no example mask-edit.');
	const nodes = example.workflow.nodes.filter(({ type }) => !type.endsWith('.imageEdit'));
	const { connections, settings } = example.workflow;
	const kept = Object.entries(connections).filter(([name]) => name !== source);
	const body = { name: 'Comparison', nodes, connections: Object.fromEntries(kept), settings };
	const init = { method: 'POST', body } as const;
	return (await host.rest<{ id: string }>('/rest/workflows', init)).id;
}

// What was started ends with this process, but only where it exits by itself.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(name, () => process.exit(1));
}

compare().then(
	() => process.exit(),
	(cause: unknown) => {
		console.error(cause instanceof Error ? cause.message : cause);
		process.exit(1);
	},
);
