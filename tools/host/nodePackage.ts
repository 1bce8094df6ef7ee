import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const packageFolder = join(__dirname, '..', '..');
export const packageName = 'n8n-nodes-ai-image-edit';

/** What n8n is to load: the built checkout, or what `npm pack` made of it. */
export type NodePackage = { readonly folder: string } | { readonly tarball: string };

/**
 * Puts the package where n8n puts community nodes. n8n loads all that lies there; its table
 * installed_packages only feeds the settings page (measured, 2.40.7).
 */
export async function installNodePackage(source: NodePackage, userFolder: string): Promise<void> {
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', packageName);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	if ('tarball' in source) {
		const args = ['-xzf', source.tarball, '-C', target, '--strip-components=1'];
		await promisify(execFile)('tar', args);
		return;
	}
	for (const name of await publishedFiles(source.folder)) {
		await cp(join(source.folder, name), join(target, name), { recursive: true });
	}
}

/** What would be published; @returns the tarball's path */
export async function packNode(target: string): Promise<string> {
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', target];
	const { stdout } = await promisify(execFile)('npm', args, { cwd: packageFolder });
	const [packed] = JSON.parse(stdout) as ReadonlyArray<{ readonly filename: string }>;
	return join(target, packed?.filename ?? '');
}

async function publishedFiles(folder: string): Promise<string[]> {
	const text = await readFile(join(folder, 'package.json'), 'utf8');
	const { files = [] } = JSON.parse(text) as { files?: string[] };
	return ['package.json', ...files];
}
