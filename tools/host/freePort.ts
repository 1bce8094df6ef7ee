import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The wanted port, when nobody has it, or any free one. */
export async function freePort(wanted = 0): Promise<number> {
	const server = createServer().listen(wanted, '127.0.0.1');
	await once(server, 'listening').catch((cause: unknown) => {
		throw new Error(`Port ${wanted} is taken. Name another one, or none.`, { cause });
	});
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}
