import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

import type { Limit } from './limitCases';

export interface LimitReport {
	readonly refused: number;
	/** Orders served, by the key that they came with. */
	readonly served: Readonly<Record<string, number>>;
}

/** A gateway that serves so much and refuses the rest with 429, in a process of its own. */
async function serve(limit: Limit): Promise<void> {
	const picture = await sharp({
		create: { width: 64, height: 64, channels: 3, background: '#268bd2' },
	})
		.png()
		.toBuffer();
	const answer = JSON.stringify({ data: [{ b64_json: picture.toString('base64') }] });
	let served: Record<string, number> = {};
	let refused = 0;
	let done = 0;
	let busy = 0;
	let starts: number[] = [];

	const isFull = () => {
		const { atOnce = Infinity, perSecond = Infinity, then } = limit;
		const now = performance.now();
		starts = starts.filter((at) => at > now - 1_000);
		return (
			busy >= (then && done >= then.after ? then.atOnce : atOnce) || starts.length >= perSecond
		);
	};

	const order = (request: IncomingMessage, response: ServerResponse) => {
		const json = { 'content-type': 'application/json' };
		if (isFull()) {
			refused++;
			const { retryAfter } = limit;
			response
				.writeHead(429, {
					...json,
					...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
				})
				.end('{"error":{"message":"Too many requests","code":"rate_limit_exceeded"}}');
			return;
		}
		busy++;
		starts.push(performance.now());
		setTimeout(() => {
			busy--;
			done++;
			const key = request.headers.authorization ?? '';
			served[key] = (served[key] ?? 0) + 1;
			response.writeHead(200, json).end(answer);
		}, limit.latencyMs);
	};

	const server = createServer((request, response) => {
		request.resume().on('end', () => order(request, response));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	process.on('message', () => {
		const report: LimitReport = { refused, served };
		served = {};
		refused = 0;
		done = 0;
		starts = [];
		process.send?.(report);
	});
	process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
}

// A benchmark that was killed cannot stop its gateway.
process.on('disconnect', () => process.exit());
void serve(JSON.parse(process.argv[2] ?? '{}') as Limit);
