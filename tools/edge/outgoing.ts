import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';

import { deadPort } from './proxies/proxy';
import type { Deed, Order, Stage } from './stage';
import type { RunningProxy } from './startProxy';

export interface OutgoingRow extends Deed {
	readonly title: string;
	/** Whether the node has to say that n8n's own proxy refused, or that it did not. */
	readonly isRefused: boolean;
	readonly endsWell?: true;
}

const ways: ReadonlyArray<{
	readonly title: string;
	readonly port: 'refusing' | 'allowing';
	/** Whether somebody listens at the address. */
	readonly isThere?: true;
	readonly fates?: Order['fates'];
	readonly isRefused: boolean;
	readonly endsWell?: true;
}> = [
	{ title: 'refuses CONNECT', port: 'refusing', isThere: true, isRefused: true },
	{ title: 'cannot connect', port: 'allowing', isRefused: true },
	{
		title: 'connects',
		port: 'allowing',
		isThere: true,
		isRefused: false,
		endsWell: true,
	},
	{
		title: "connects, and the gateway responds with a framework's 500",
		port: 'allowing',
		isThere: true,
		isRefused: false,
		fates: [
			{ status: 500, body: { statusCode: 500, message: 'Internal server error' }, billed: true },
		],
	},
	{
		title: 'connects, and the gateway refuses the request in its own words',
		port: 'allowing',
		isThere: true,
		isRefused: false,
		fates: [{ status: 403, body: { error: { message: 'Not for you', code: 'forbidden' } } }],
	},
];

/** Orders over HTTPS, with Squid as the outgoing proxy of n8n. */
export async function outgoing(stage: Stage, { site }: RunningProxy): Promise<OutgoingRow[]> {
	const secured = await startTls(site.folder, site.gatewayPort);
	const trusted = getCACertificates('default');
	setDefaultCACertificates([...trusted, secured.certificate]);
	const rows: OutgoingRow[] = [];
	try {
		for (const { endsWell, fates, isRefused, isThere, port, title } of ways) {
			process.env.HTTPS_PROXY = `http://127.0.0.1:${site.connectPorts[port]}`;
			const deed = await stage.order({
				name: `Squid as outgoing proxy ${title}`,
				origin: `https://localhost:${isThere ? secured.port : deadPort}`,
				...(fates && { fates }),
			});
			rows.push({ ...deed, title, isRefused, ...(endsWell && { endsWell }) });
		}
	} finally {
		delete process.env.HTTPS_PROXY;
		setDefaultCACertificates(trusted);
		await secured.close();
	}
	return rows;
}

/** @returns what is broken, one sentence each */
export function brokenOutgoing({
	endsWell,
	error,
	isRefused,
	orders,
	paid,
	pictures,
}: OutgoingRow): string[] {
	const words = `${error?.message ?? ''} ${error?.description ?? ''}`;
	const saysRefused = words.includes('outgoing proxy of this n8n');
	const broken: ReadonlyArray<readonly [boolean, string]> = [
		[paid > 1, `was paid ${paid} times`],
		[isRefused && orders > 0, 'was sent in spite of the refusal'],
		[isRefused && !(saysRefused && words.includes('HTTPS_PROXY')), 'does not tell the refusal'],
		[!isRefused && saysRefused, 'speaks of a refusal that was none'],
		[endsWell === true && pictures !== 1, 'did not bring the picture'],
		[endsWell !== true && error === undefined, 'did not fail'],
		[/\[data\]/.test(words), 'lost words of the answer'],
		[paid > 0 && /nothing was billed/i.test(words), 'says that nothing was billed, but it was'],
	];
	return broken.filter(([isBroken]) => isBroken).map(([, sentence]) => sentence);
}

/** The gateway behind TLS, with a certificate of its own. */
async function startTls(folder: string, gatewayPort: number) {
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	await promisify(execFile)('openssl', [
		...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
		...['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost'],
		...['-addext', 'subjectAltName=DNS:localhost'],
	]);
	const certificate = await readFile(cert, 'utf8');
	const server = createServer({ key: await readFile(key), cert: certificate }, (client) => {
		const gateway = connect(gatewayPort, '127.0.0.1');
		client.pipe(gateway).pipe(client);
		client.once('error', () => gateway.destroy());
		gateway.once('error', () => client.destroy());
	});
	server.on('tlsClientError', () => undefined);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		certificate,
		port: (server.address() as AddressInfo).port,
		async close() {
			server.close();
			await Promise.resolve();
		},
	};
}
