import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { pixel, send } from './answers';
import { cases } from './cases';
import type { Measured, Task } from './types';

/**
 * Each case in a process of its own, in which n8n's engine has run an order before.
 * @param wanted only cases that hold this
 */
export async function measureBounds(
	nodePackage: string,
	wanted: string,
	say: (text: string) => void,
): Promise<ReadonlyMap<number, Measured>> {
	const server = createServer((request, response) => {
		const [, which = '', ...path] = (request.url ?? '').split('/');
		request.resume();
		const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const one = cases[Number(which)];
		request.on('end', () =>
			send(
				response,
				one ? one.reply(path.join('/'), origin) : { body: `{"data":[{"b64_json":"${pixel}"}]}` },
			),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const measured = new Map<number, Measured>();
	for (const [index, { input, limit }] of cases.entries()) {
		if (!`${limit}: ${input}`.includes(wanted)) continue;
		say(`${limit}: ${input} … `);
		const found = await inChild({ index, nodePackage, origin });
		measured.set(index, found);
		say(
			`held ${Math.round(found.heldMs)} ms, ${Math.round(found.peakBytes / 1024 ** 2)} MB, cpu ${Math.round(found.cpuMs)} ms, ${Math.round(found.ms)} ms: ${found.outcome.slice(0, 90)}\n`,
		);
	}
	server.close();
	server.closeAllConnections();
	return measured;
}

async function inChild(task: Task): Promise<Measured> {
	const child = fork(join(__dirname, 'child.ts'), {
		execArgv: [...process.execArgv, '--expose-gc'],
	});
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The process of a case ended with ${String(code)}`);
	});
	ended.catch(() => undefined);
	child.send(task);
	const [message] = (await Promise.race([once(child, 'message'), ended])) as [Measured];
	return message;
}
