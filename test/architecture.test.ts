import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', 'nodes', 'ImageEdit');
/** From the bottom up; those of one row are siblings that do not know each other. */
const layers = [
	['shared'],
	['catalogue', 'image'],
	['request', 'answer'],
	['transport', 'description'],
	['host'],
	['run'],
] as const;

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.map((name) => name.split(sep).join('/'));

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** What a file names after `from`, in `import()` and in `require()`, types included. */
function importsOf(file: string): readonly string[] {
	return ts.preProcessFile(textOf(file), true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The files of the node that a file imports. */
function dependenciesOf(file: string): readonly string[] {
	return importsOf(file)
		.filter((name) => name.startsWith('.'))
		.map((name) =>
			relative(root, resolve(root, dirname(file), name))
				.split(sep)
				.join('/'),
		)
		.map((name) => (name.endsWith('.ts') ? name : `${name}.ts`));
}

const folderOf = (file: string) => file.split('/').slice(0, -1)[0] ?? '';
const layerOf = (file: string) =>
	layers.findIndex((row) => (row as readonly string[]).includes(folderOf(file)));
const knowsN8n = ['description', 'host', 'run'];
const pure = files.filter((file) => layerOf(file) >= 0 && !knowsN8n.includes(folderOf(file)));

it('looks at true files', () => {
	expect(pure.length).toBeGreaterThan(30);
	expect(dependenciesOf('request/order.ts')).toContain('catalogue/models.ts');
	expect(importsOf('description/properties.ts')).toContain('n8n-workflow');
});

it.each(pure)('%s knows nothing of n8n', (file) => {
	for (const name of importsOf(file))
		expect(name).not.toMatch(/^n8n-|\/(description|host|run)(\/|$)/);
});

it.each(pure)('%s imports nothing but its own package and what n8n allows', (file) => {
	const others = importsOf(file).filter((name) => !name.startsWith('.'));
	expect(others.filter((name) => name !== 'crypto')).toEqual([]);
});

it.each(files.filter((file) => layerOf(file) >= 0))(
	'%s imports only from its folder or from layers below',
	(file) => {
		for (const dependency of dependenciesOf(file)) {
			expect(files).toContain(dependency);
			expect({ dependency, layer: layerOf(dependency) }).toEqual({
				dependency,
				layer: expect.any(Number) as number,
			});
			expect(layerOf(dependency)).toBeGreaterThanOrEqual(0);
			const isBelow = layerOf(dependency) < layerOf(file);
			expect({ dependency, allowed: isBelow || folderOf(dependency) === folderOf(file) }).toEqual({
				dependency,
				allowed: true,
			});
		}
	},
);

describe('in the whole repository', () => {
	const repository = join(__dirname, '..');
	const everyFile = ['credentials', 'findings', 'nodes', 'test', 'tools']
		.flatMap((folder) =>
			readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
				[folder, ...name.split(sep)].join('/'),
			),
		)
		.filter((name) => /\.(ts|mts|mjs)$/.test(name) && !/node_modules|\/dist\//.test(name));

	/** From the top of the repository, with the extension that the file has. */
	const imports = new Map(
		everyFile.map((file) => {
			const text = readFileSync(join(repository, file), 'utf8');
			const names = ts.preProcessFile(text, true, true).importedFiles;
			const found = names
				.filter(({ fileName }) => fileName.startsWith('.'))
				.map(({ fileName }) => join(dirname(file), fileName).split(sep).join('/'))
				.map((path) => everyFile.find((one) => one === path || one === `${path}.ts`))
				.filter((path) => path !== undefined);
			return [file, found] as const;
		}),
	);
	const importedBy = (file: string) => imports.get(file) ?? [];

	/** Whether every import of these files lies in one of the folders. */
	function strangers(from: RegExp, allowed: RegExp): string[] {
		return everyFile
			.filter((file) => from.test(file))
			.flatMap((file) => importedBy(file).map((target) => [file, target] as const))
			.filter(([, target]) => !allowed.test(target))
			.map((pair) => pair.join(' → '));
	}

	it('sees the imports of every folder', () => {
		expect(importedBy('test/onEngine/support/rig.ts')).toContain('tools/gateway/startGateway.ts');
		expect(importedBy('tools/gateway/startGateway.ts')).toContain('tools/painter/make.ts');
		expect(importedBy('tools/run.mjs')).toContain('tools/setup.mjs');
		expect(importedBy('credentials/ImageGatewayApi.credentials.ts')).not.toEqual([]);
	});

	it('has no circular imports, of types neither', () => {
		const finished = new Set<string>();
		const visit = (file: string, trail: readonly string[]): void => {
			if (trail.includes(file)) throw new Error(`In a circle: ${[...trail, file].join(' → ')}`);
			if (finished.has(file)) return;
			for (const dependency of importedBy(file)) visit(dependency, [...trail, file]);
			finished.add(file);
		};
		expect(() => everyFile.forEach((file) => visit(file, []))).not.toThrow();
	});

	it.each([
		[
			'the product knows neither tests nor tools',
			/^(nodes|credentials)\//,
			/^(nodes|credentials)\//,
		],
		['the tools know no tests', /^tools\//, /^(tools|nodes|credentials)\//],
		[
			'the local gateway is independent of the product',
			/^tools\/gateway\//,
			/^tools\/(gateway|painter)\//,
		],
		['the painter knows nothing of the gateway', /^tools\/painter\//, /^tools\/painter\//],
		['a finding uses no code of the product', /^findings\//, /^findings\//],
		[
			'what tests share imports no tests',
			/^test\/(.*\/)?(helpers|support)\//,
			/^(?!.*\.test\.ts$)/,
		],
	])('%s', (_rule, from, allowed) => {
		expect(strangers(from, allowed)).toEqual([]);
	});
});

const holdsData = (file: string) => /^catalogue\/(fields|gateways|models\/\w+)\.ts$/.test(file);

it.each(files.filter((file) => !holdsData(file)))('%s fits on a few screens', (file) => {
	expect(textOf(file).split('\n').length - 1).toBeLessThanOrEqual(250);
});

it('compiles without the folders that know n8n and the node class', () => {
	const folder = mkdtempSync(join(tmpdir(), 'pure-'));
	try {
		for (const file of pure) cpSync(join(root, file), join(folder, file));
		const types = join(__dirname, '..', 'node_modules', '@types');
		const config = {
			extends: join(__dirname, '..', 'tsconfig.json'),
			compilerOptions: { types: ['node'], typeRoots: [types] },
			include: ['**/*.ts'],
		};
		writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
		const packageFile = require.resolve('typescript-native/package.json');
		const compiler = join(dirname(packageFile), 'bin', 'tsc');
		const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], {
			encoding: 'utf8',
		});
		expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
	} finally {
		rmSync(folder, { recursive: true });
	}
});
