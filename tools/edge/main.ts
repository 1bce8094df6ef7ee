import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ensureCommands } from '../host/debianPackages';
import { packageFolder } from '../host/nodePackage';
import { temporaryFolder } from '../host/temporaryFolder';
import { earlyAnswers, type EarlyRow } from './earlyAnswers';
import { faults, type Fault } from './faults';
import { brokenOutgoing, outgoing, type OutgoingRow } from './outgoing';
import { brokenPromises } from './promises';
import { proxies } from './proxies/all';
import { report } from './report';
import { canHave, runCell, type Cell } from './runCell';
import { setStage, type Stage } from './stage';
import { startProxy, type RunningProxy } from './startProxy';

/** Every fault at every proxy, in a real n8n engine; the outcome goes into docs/edge.md. */
async function test(): Promise<boolean> {
	const started = Date.now();
	const openssl = { command: 'openssl', packages: ['openssl'] };
	await ensureCommands([...proxies.flatMap(({ needs }) => needs), openssl]);
	const folder = await temporaryFolder('edge-');
	await chmod(folder.path, 0o755);
	const stage = await setStage();
	const gatewayPort = Number(new URL(stage.gateway.origin).port);
	const running: RunningProxy[] = [];
	try {
		for (const proxy of proxies) running.push(await startProxy(proxy, folder.path, gatewayPort));
		const cells = await allCells(stage, running);
		const early = await earlyRows(stage, running);
		const squid = running.find(({ proxy }) => proxy.name === 'Squid');
		const rows = squid ? await outgoing(stage, squid) : [];
		const good = judge(cells, early, rows);
		const versions = running.map(({ proxy, version }) => [proxy.name, version] as const);
		await writeFile(
			join(packageFolder, 'docs', 'edge.md'),
			report({ versions, cells, early, outgoing: rows }),
		);
		console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
		return good;
	} finally {
		await Promise.all(running.map(async ({ stop }) => await stop()));
		await stage.close();
		folder.remove();
	}
}

/** The proxies side by side, since most of it is waiting; large uploads three at a time. */
async function allCells(stage: Stage, running: readonly RunningProxy[]): Promise<Cell[]> {
	const isLarge = ({ bytes = 0 }: Fault) => bytes > 1_000_000;
	const light = faults.filter((fault) => !isLarge(fault));
	const cellsOf = async (one: RunningProxy, some: readonly Fault[]) => {
		const cells: Cell[] = [];
		for (const fault of some.filter((candidate) => canHave(one.proxy, candidate)))
			for (const retryOnFail of [false, true])
				cells.push(await runCell(stage, one, fault, retryOnFail));
		return cells;
	};
	const cells = await Promise.all(running.map(async (one) => await cellsOf(one, light)));
	const waiting = [...running];
	const lane = async () => {
		for (let one = waiting.shift(); one; one = waiting.shift())
			cells.push(await cellsOf(one, faults.filter(isLarge)));
	};
	await Promise.all([lane(), lane(), lane()]);
	const all = cells.flat();
	return running.flatMap(({ proxy }) => all.filter((cell) => cell.proxy === proxy.name));
}

async function earlyRows(stage: Stage, running: readonly RunningProxy[]): Promise<EarlyRow[]> {
	const runs = Number(process.env.EARLY_RUNS ?? 10);
	const rows = running
		.filter(({ proxy }) => proxy.earlyDoor !== undefined)
		.map(async (one) => [
			await earlyAnswers(stage, one, 2, runs),
			await earlyAnswers(stage, one, 30, runs),
		]);
	return (await Promise.all(rows)).flat();
}

/** Says of each line whether it is as promised. */
function judge(
	cells: readonly Cell[],
	early: readonly EarlyRow[],
	rows: readonly OutgoingRow[],
): boolean {
	const lines = [
		...cells.map((cell) => ({
			title: `${cell.proxy}, ${cell.fault.title}${cell.retryOnFail ? ' (Retry On Fail)' : ''}`,
			told: `${cell.wire.statuses.join(', ') || 'no answer'}; ${cell.orders} whole, ${cell.paid} paid, ${cell.pictures} pictures. ${cell.error?.message ?? ''}`,
			broken: brokenPromises(cell),
		})),
		...early.map((row) => ({
			title: `${row.proxy}, an early 413 to ${row.megabytes} MB`,
			told: `told in ${row.told} of ${row.runs}`,
			broken: [
				...(row.told === row.runs ? [] : [`said otherwise: ${row.otherwise.join(' | ')}`]),
				...(row.orders === 0 ? [] : [`${row.orders} orders reached the gateway`]),
			],
		})),
		...rows.map((row) => ({
			title: `Squid as n8n's outgoing proxy ${row.title}`,
			told: `${row.orders} whole, ${row.paid} paid. ${row.error?.message ?? ''}`,
			broken: brokenOutgoing(row),
		})),
	];
	for (const { broken, title, told } of lines) {
		console.log(`${broken.length === 0 ? 'ok    ' : 'FAILED'}  ${title}: ${told}`);
		for (const sentence of broken) console.log(`        ${sentence}`);
	}
	const failed = lines.filter(({ broken }) => broken.length > 0).length;
	console.log(`\n${lines.length - failed} passed, ${failed} failed`);
	return failed === 0;
}

// What was started ends with this process, but only where it exits by itself.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(name, () => process.exit(1));
}

test().then(
	(good) => process.exit(good ? 0 : 1),
	(cause: unknown) => {
		console.error(cause instanceof Error ? cause.message : cause);
		process.exit(1);
	},
);
