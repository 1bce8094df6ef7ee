import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version as n8nVersion } from 'n8n-core/package.json';

import { benchBounds } from './bounds/benchBounds';
import { defaultCases, fullCases, quickCases } from './cases';
import { hostCases } from './host/hostCases';
import { measureHost } from './host/measureHost';
import { canBeTold } from './host/peakMemory';
import { benchLimits } from './limits/benchLimits';
import { benchMemory } from './memory/benchMemory';
import { machineFacts } from './machine';
import { findOpenAiPackage } from './openAiPackage';
import { showProgress } from './progress';
import { drawChart } from './report/chart';
import { consoleReport } from './report/console';
import { markdownReport } from './report/markdown';
import { countRuns, runCases } from './runCases';
import { judge } from './targets';

const usage = `npm run bench [-- limits | bounds | memory] [-- --quick | --full] [--package <folder>]
  (nothing)  up to 45 minutes; writes docs/benchmarks.md and its chart
  --quick    under a minute; shows that everything runs, writes nothing
  --full     every number of items, size and concurrency: hours, and 24 GB of disk
  limits     gateways that limit their callers, half an hour; with --quick one run each,
             with a word after it only the cases whose title has it, and writes nothing
  bounds     the dearest inputs just within each limit of the node, ten minutes
  memory     what long batches keep alive, three minutes
  --package  measures another build of this node; writes nothing`;

const root = join(__dirname, '..', '..');

const say = (text: string) => void process.stdout.write(text);

async function bench(): Promise<void> {
	const { positionals, values } = parseArgs({
		allowPositionals: true,
		options: {
			quick: { type: 'boolean', default: false },
			full: { type: 'boolean', default: false },
			package: { type: 'string' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return console.log(usage);
	if (positionals[0] === 'limits') {
		return await benchLimits(root, values.quick ? 1 : 5, positionals[1], say);
	}
	if (positionals[0] === 'bounds') return await benchBounds(root, positionals[1], say);
	if (positionals[0] === 'memory') return await benchMemory(root, say);

	const cases = values.quick ? quickCases : values.full ? fullCases() : defaultCases;
	const machine = machineFacts();
	const openAiPackage = findOpenAiPackage();
	const packages = {
		nodePackage: values.package === undefined ? root : resolve(values.package),
		...(openAiPackage !== undefined && { openAiPackage }),
	};
	const progress = showProgress(countRuns(cases), say);
	const measured = await runCases(cases, packages, progress);
	const inHost = !values.quick && openAiPackage !== undefined && canBeTold;
	const host = inHost ? await measureHost(hostCases, packages.nodePackage, say) : [];
	const results = { ...measured, host };
	const targets = judge(results);
	console.log(`\n${consoleReport(results, targets)}`);
	if (values.quick || values.package !== undefined) return;

	const images = join(root, 'docs', 'images');
	await mkdir(images, { recursive: true });
	await writeFile(join(images, 'benchmark.svg'), drawChart(results));
	const command = `npm run bench${values.full ? ' -- --full' : ''}`;
	const circumstances = { chart: 'images/benchmark.svg', command, machine, n8nVersion };
	const report = markdownReport(results, targets, circumstances);
	await writeFile(join(root, 'docs', 'benchmarks.md'), report);
	console.log('Written to docs/benchmarks.md and docs/images/benchmark.svg');
}

bench().catch((error: unknown) => {
	console.error(`\nThe benchmark stopped. ${error instanceof Error ? error.message : error}`);
	console.error(usage);
	process.exitCode = 1;
});
