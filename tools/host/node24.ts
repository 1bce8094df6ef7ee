import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

// n8n 2.40 wants Node 24; the devDependency "node" brings it, whatever Node runs this script.
const packageFolder = dirname(require.resolve('node/package.json'));

export const nodeBinary = join(packageFolder, 'bin', 'node');

/** So that npm, whose first line asks for `node`, and n8n's task runner get the same Node. */
export function withNode24(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return { ...env, PATH: [dirname(nodeBinary), env.PATH ?? ''].join(delimiter) };
}

/** The C headers that came with the binary, so that node-gyp downloads none. */
export function nodeHeaders(): string {
	const modules = join(packageFolder, 'node_modules');
	const folder = readdirSync(modules)
		.map((name) => join(modules, name))
		.find((candidate) => existsSync(join(candidate, 'include', 'node', 'node_api.h')));
	if (!folder) throw new Error(`No Node headers lie under ${modules}. Run "npm run setup" again.`);
	return folder;
}
