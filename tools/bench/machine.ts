import { arch, cpus, loadavg, totalmem, type } from 'node:os';

/** What a reader has to know to judge the figures; nothing that names the machine. */
export function machineFacts(): string {
	const processors = cpus();
	const model = processors[0]?.model.trim() || 'unknown processor';
	const memory = `${Math.round(totalmem() / 1e9)} GB of memory`;
	const load = `load ${(loadavg()[0] ?? 0).toFixed(1)} before the start`;
	const system = `${type()} ${arch()}, Node ${process.versions.node}`;
	return `${processors.length} cores (${model}), ${memory}, ${system}, ${load}`;
}
