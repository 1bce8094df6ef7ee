import { connect } from 'node:net';
import { join } from 'node:path';

import { freePort } from '../freePort';
import { startProcessTree } from '../processTree';
import { untilAnswering } from '../untilAnswering';
import type { Service } from './service';

/** A Redis of its own that keeps nothing. */
export async function startRedis(folder: string): Promise<Service> {
	const port = await freePort();
	const logFile = join(folder, 'redis.log');
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
	const tree = startProcessTree('redis-server', args, { folder, env: process.env, logFile });
	const answers = async () => await answersPing(port);
	await untilAnswering({ name: 'Redis', tree, logFile, answers });
	return { port, stop: tree.stop };
}

async function answersPing(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		socket.once('error', () => resolve(false));
		socket.once('data', (answer) => {
			resolve(answer.toString().startsWith('+PONG'));
			socket.destroy();
		});
	});
}
