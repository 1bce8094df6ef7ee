import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The wire between the node and a proxy: it hands on every byte, and knows what went over it. */
export interface Wire {
	readonly port: number;
	/** How many orders were begun. */
	readonly orders: number;
	/** The statuses that were answered, in order. */
	readonly statuses: readonly number[];
	/** The pictures that came whole, one that is cut in two by a chunk not counted. */
	readonly pictures: number;
	close(): Promise<void>;
}

/** @param stallsAfter bytes of each upload after which nothing more of it is handed on */
export async function startWire(target: number, stallsAfter = Infinity): Promise<Wire> {
	const heard: string[] = [];
	const sockets = new Set<Socket>();
	let orders = 0;
	const server = createServer((client) => {
		const proxy = connect(target, '127.0.0.1');
		const index = heard.push('') - 1;
		let taken = 0;
		for (const socket of [client, proxy]) {
			sockets.add(socket);
			socket.once('close', () => sockets.delete(socket));
		}
		client.on('data', (chunk: Buffer) => {
			// Node writes the head of a request at the beginning of a piece.
			if (chunk.subarray(0, 5).toString('latin1') === 'POST ') {
				orders += 1;
				taken = 0;
			}
			taken += chunk.length;
			if (taken > stallsAfter) client.pause();
			else if (!proxy.write(chunk)) client.pause();
		});
		proxy.on('drain', () => {
			if (taken <= stallsAfter) client.resume();
		});
		proxy.on('data', (chunk: Buffer) => {
			heard[index] += chunk.toString('latin1');
			client.write(chunk);
		});
		handOnEnd(client, proxy);
		handOnEnd(proxy, client);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const count = (pattern: RegExp) => heard.flatMap((text) => [...text.matchAll(pattern)]);
	return {
		port: (server.address() as AddressInfo).port,
		get orders() {
			return orders;
		},
		get statuses() {
			return count(/^HTTP\/1\.1 (\d{3})/gm).map(([, status]) => Number(status));
		},
		get pictures() {
			return count(/"b64_json":"[\w+/=]+"/g).length;
		},
		async close() {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}

/** In the way it came: an end as an end, a reset as a reset. */
function handOnEnd(from: Socket, to: Socket): void {
	from.once('end', () => to.end());
	// What came before the reset is not lost with it.
	from.once('error', () => {
		if (!to.destroyed) to.write('', () => to.resetAndDestroy());
	});
	from.once('close', (hadError) => {
		if (!hadError) to.destroySoon();
	});
}
