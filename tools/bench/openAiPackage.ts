import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { hostFolder } from '../host/hostCache';

/** The package with n8n's OpenAI node, where `npm run dev` has installed a full n8n. */
export function findOpenAiPackage(): string | undefined {
	const modules = join(hostFolder(), 'node_modules');
	const folder = join(modules, '@n8n', 'n8n-nodes-langchain');
	return existsSync(join(folder, 'package.json')) ? folder : undefined;
}
