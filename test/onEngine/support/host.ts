import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
}

/** Some other web server on loopback, which remembers what it was asked. */
export interface Host {
	readonly origin: string;
	readonly requests: HostRequest[];
	/** Answers from now on. */
	serve(listener: RequestListener): void;
	close(): Promise<void>;
}

export async function startHost(): Promise<Host> {
	const requests: HostRequest[] = [];
	let listener: RequestListener = (_request, response) => response.writeHead(404).end();
	const server = createServer((request, response) => {
		const { headers, method = '', url = '' } = request;
		requests.push({ method, path: url, headers });
		request.resume();
		listener(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		serve(next) {
			listener = next;
		},
		close: async () =>
			await new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
