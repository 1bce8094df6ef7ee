import { parseArgs } from 'node:util';
import type { GatewayOptions } from './startGateway';
import { taskShapes } from './vocabulary';

export const usage = `npm run gateway -- [--port 4010] [--file-port 4011] [--latency-ms 0] [--key <key>]
  [--tasks always|withCallback|never] [--task-shape ${taskShapes.join('|')}]
  [--task-seconds 5] [--storm <share of the orders that are hit by a fault>]`;

/** @returns nothing when only the usage is wanted */
export function optionsOf(args: readonly string[]): GatewayOptions | undefined {
	const { values } = parseArgs({
		args: [...args],
		options: {
			port: { type: 'string', default: '4010' },
			'file-port': { type: 'string', default: '4011' },
			'latency-ms': { type: 'string', default: '0' },
			key: { type: 'string', multiple: true },
			tasks: { type: 'string', default: 'withCallback' },
			'task-shape': { type: 'string', default: 'kling' },
			'task-seconds': { type: 'string', default: '5' },
			storm: { type: 'string' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) return undefined;
	const when = oneOf('--tasks', values.tasks, ['always', 'withCallback', 'never'] as const);
	const shape = oneOf('--task-shape', values['task-shape'], taskShapes);
	const durationMs = Number(values['task-seconds']) * 1000;
	return {
		port: Number(values.port),
		filePort: Number(values['file-port']),
		latencyMs: Number(values['latency-ms']),
		...(values.key && { apiKeys: values.key }),
		...(when !== 'never' && { tasks: { when, shape, durationMs } }),
		...(values.storm !== undefined && { storm: { share: Number(values.storm) } }),
	};
}

function oneOf<Word extends string>(name: string, given: string, words: readonly Word[]): Word {
	const found = words.find((word) => word === given);
	if (found === undefined) throw new Error(`${name} must be one of ${words.join(', ')}`);
	return found;
}
