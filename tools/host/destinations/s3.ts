import { createRequire } from 'node:module';

import { freePort } from '../freePort';
import { temporaryFolder } from '../temporaryFolder';
import { fileName, type ArrivedFile, type Destination } from './destination';

interface Call {
	readonly method: string;
	readonly query: Readonly<Record<string, string | undefined>>;
	readonly response: { get(header: string): string };
	type: string;
	body: unknown;
}

/** An application of Koa. */
interface S3Server {
	readonly middleware: Array<(call: Call, next: () => Promise<void>) => Promise<void>>;
	run(): Promise<unknown>;
	close(): Promise<void>;
}

// It comes without types.
const S3rver = createRequire(__filename)('s3rver') as new (options: object) => S3Server;

const key = 'S3RVER';

interface Bucket {
	readonly origin: string;
	files(): Promise<ArrivedFile[]>;
	close(): Promise<void>;
}

/** n8n's node for storages that speak S3. */
export async function startS3(): Promise<Destination> {
	const name = 'pictures';
	const bucket = await startBucket(name);
	return {
		...bucket,
		credential: {
			type: 's3',
			data: {
				endpoint: bucket.origin,
				region: 'us-east-1',
				accessKeyId: key,
				secretAccessKey: key,
				forcePathStyle: true,
			},
		},
		node: {
			type: 'n8n-nodes-base.s3',
			typeVersion: 1,
			parameters: { operation: 'upload', bucketName: name, fileName: `=${fileName}` },
		},
	};
}

/** n8n's node for AWS. */
export async function startAwsS3(): Promise<Destination> {
	// With a dot in its name the bucket stands in the path, and not in the name of the host.
	const name = 'my.pictures';
	const bucket = await startBucket(name);
	return {
		...bucket,
		credential: {
			type: 'aws',
			data: {
				region: 'us-east-1',
				accessKeyId: key,
				secretAccessKey: key,
				customEndpoints: true,
				s3Endpoint: bucket.origin,
			},
		},
		node: {
			type: 'n8n-nodes-base.awsS3',
			typeVersion: 2,
			parameters: { operation: 'upload', bucketName: name, fileName: `=${fileName}` },
		},
	};
}

/** The one call of an upload in parts that s3rver 3.7 does not know: n8n's node for AWS always makes it. */
function listOfParts(): S3Server['middleware'][number] {
	const uploads = new Map<string, Map<string, string>>();
	return async (call, next) => {
		const { partNumber, uploadId = '' } = call.query;
		if (call.method === 'GET' && uploadId !== '') {
			const parts = [...(uploads.get(uploadId) ?? [])].map(
				([number, tag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${tag}</ETag></Part>`,
			);
			call.type = 'application/xml';
			const head = '<?xml version="1.0" encoding="UTF-8"?>';
			call.body = `${head}<ListPartsResult>${parts.join('')}</ListPartsResult>`;
			return;
		}
		await next();
		if (call.method !== 'PUT' || partNumber === undefined) return;
		const parts = uploads.get(uploadId) ?? new Map<string, string>();
		uploads.set(uploadId, parts.set(partNumber, call.response.get('etag')));
	};
}

async function startBucket(name: string): Promise<Bucket> {
	const folder = await temporaryFolder('s3-');
	const port = await freePort();
	const server = new S3rver({
		address: '127.0.0.1',
		port,
		directory: folder.path,
		silent: true,
		configureBuckets: [{ name, configs: [] }],
	});
	server.middleware.unshift(listOfParts());
	await server.run();
	const origin = `http://127.0.0.1:${port}`;
	return {
		origin,
		async files() {
			const list = await (await fetch(`${origin}/${name}`)).text();
			const names = [...list.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, found = '']) => found);
			return await Promise.all(
				names.map(async (found) => {
					const answer = await fetch(`${origin}/${name}/${encodeURIComponent(found)}`);
					return {
						name: found,
						contentType: answer.headers.get('content-type') ?? '',
						bytes: Buffer.from(await answer.arrayBuffer()),
					};
				}),
			);
		},
		async close() {
			await server.close();
			folder.remove();
		},
	};
}
