import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startEngine } from '../tools/engine/startEngine';

// Below node_modules, so that n8n-workflow resolves as it does inside an n8n.
const parent = join('node_modules', '.cache', 'packed');
let folder: string;
let files: readonly string[];

beforeAll(() => {
	mkdirSync(parent, { recursive: true });
	folder = mkdtempSync(join(parent, 'n8n-'));
	execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]);
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
	execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
	files = readdirSync(join(folder, 'package'), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.split(`${join('package')}/`)
				.slice(1)
				.join('/'),
		);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds what was built and the documents, and nothing else', () => {
	const others = files.filter(
		(name) => !/^dist\/(nodes|credentials)\/.+\.(js|json|svg)$/.test(name),
	);
	expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json']);
	expect(files).toContain('dist/nodes/ImageEdit/ImageEdit.node.js');
	expect(files).toContain('dist/nodes/ImageEdit/ImageEdit.node.json');
	expect(files).toContain('dist/nodes/ImageEdit/imageEdit.dark.svg');
	expect(files).toContain('dist/credentials/imageGatewayApi.svg');
});

test('the package depends on nothing at run time', () => {
	const manifest = JSON.parse(
		readFileSync(join(folder, 'package', 'package.json'), 'utf8'),
	) as object;
	expect(manifest).toMatchObject({ peerDependencies: { 'n8n-workflow': '*' } });
	expect(Object.keys(manifest)).not.toContain('dependencies');
	const required = files
		.filter((name) => name.endsWith('.js'))
		.flatMap((name) => [
			...readFileSync(join(folder, 'package', name), 'utf8').matchAll(/require\("([^".][^"]*)"\)/g),
		])
		.map((match) => match[1]);
	expect([...new Set(required)].sort()).toEqual(['crypto', 'n8n-workflow']);
});

test('every file of code in the package is needed', () => {
	const code = files.filter((name) => name.endsWith('.js'));
	const textOf = (name: string) => readFileSync(join(folder, 'package', name), 'utf8');
	const needed = new Set<string>();
	const visit = (name: string): void => {
		if (needed.has(name)) return;
		needed.add(name);
		for (const [, path = ''] of textOf(name).matchAll(/require\("(\.[^"]+)"\)/g)) {
			visit(`${join(dirname(name), path)}.js`);
		}
	};
	code.filter((name) => /\.(node|credentials)\.js$/.test(name)).forEach(visit);
	// Of a file of types alone, the compiler leaves an empty module.
	const isEmpty = (name: string) => !/exports\.|module\.exports/.test(textOf(name));
	expect(code.filter((name) => !needed.has(name) && !isEmpty(name))).toEqual([]);
});

test('the unpacked package loads in n8n', async () => {
	const engine = await startEngine({
		packageFolder: join(process.cwd(), folder, 'package'),
		credentials: {
			imageGatewayApi: {
				gateway: 'openAiCompatible',
				baseUrl: 'http://127.0.0.1:9/v1',
				apiKey: 'unused',
			},
		},
	});
	const result = await engine.run({
		nodes: [
			{
				id: '1',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '2',
				name: 'Image',
				type: 'n8n-nodes-ai-image-edit.imageEdit',
				typeVersion: 1,
				position: [200, 0],
				parameters: { operation: 'generate', prompt: 'A lighthouse', options: { dryRun: true } },
				credentials: { imageGatewayApi: { id: '1', name: 'any' } },
			},
		],
		connections: { Start: { main: [[{ node: 'Image', type: 'main', index: 0 }]] } },
	});
	await engine.close();
	expect(result.items('Image')[0]?.json).toMatchObject({
		request: {
			url: 'http://127.0.0.1:9/v1/images/generations',
			fields: { model: 'gemini-nano-banana-2.1', prompt: 'A lighthouse' },
		},
	});
});
