import axios from 'axios';
import FormData from 'form-data';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Agent, request, type IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { order } from '../order';
import type { Job } from '../types';
import { decodePicture } from './decodePicture';
import type { Step } from './step';

/** Sends a picture with its order. @returns the body of the response */
type Send = (job: Job, file: string, size: number) => Promise<Readable>;

/** What a programmer would write without n8n: so many loops at once, streams on both sides. */
export const openScript = (job: Job): Step => open(job, sendByAxios);

/** The least that the work takes: nothing between the files and Node's own client. */
export function openBare(job: Job): Step {
	const agent = new Agent({ keepAlive: true });
	const step = open(job, async (...order) => await sendBare(agent, ...order));
	return { ...step, close: async () => agent.destroy() };
}

function open(job: Job, send: Send): Step {
	return {
		async run(items) {
			const started = performance.now();
			const pictures = job.idle ? 0 : await editPictures(job, items, send);
			return { milliseconds: performance.now() - started, pictures };
		},
		close: async () => undefined,
	};
}

async function editPictures(job: Job, items: number, send: Send): Promise<number> {
	let next = 0;
	const loop = async () => {
		while (next < items) await editPicture(job, next++, send);
	};
	await Promise.all(Array.from({ length: job.work.concurrency }, loop));
	return next;
}

async function editPicture(job: Job, index: number, send: Send): Promise<void> {
	const file = job.pictures[index % job.pictures.length] as string;
	const body = await send(job, file, (await stat(file)).size);
	await pipeline(body, decodePicture, createWriteStream(join(job.outputFolder, `${index}.png`)));
}

async function sendByAxios({ gateway }: Job, file: string, size: number): Promise<Readable> {
	const form = new FormData();
	form.append('model', order.model);
	form.append('prompt', order.prompt);
	form.append('image', createReadStream(file), {
		filename: basename(file),
		contentType: 'image/png',
		knownLength: size,
	});
	const response = await axios.post<Readable>(`${gateway.baseUrl}/images/edits`, form, {
		headers: {
			...form.getHeaders(),
			'content-length': String(form.getLengthSync()),
			authorization: `Bearer ${gateway.apiKey}`,
		},
		responseType: 'stream',
		maxBodyLength: Infinity,
		// With redirects the library would keep a copy of what it sends.
		maxRedirects: 0,
	});
	return response.data;
}

const boundary = 'a-boundary-of-the-bench';
const field = (name: string, value: string) =>
	`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

async function sendBare(
	agent: Agent,
	{ gateway }: Job,
	file: string,
	size: number,
): Promise<IncomingMessage> {
	const fields = field('model', order.model) + field('prompt', order.prompt);
	const head = Buffer.from(
		`${fields}--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="${basename(file)}"\r\nContent-Type: image/png\r\n\r\n`,
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const sent = request(`${gateway.baseUrl}/images/edits`, {
		method: 'POST',
		agent,
		headers: {
			'content-type': `multipart/form-data; boundary=${boundary}`,
			'content-length': head.length + size + tail.length,
			authorization: `Bearer ${gateway.apiKey}`,
		},
	});
	const response = new Promise<IncomingMessage>((resolve, reject) => {
		sent.once('response', resolve).once('error', reject);
	});
	sent.write(head);
	await pipeline(createReadStream(file), sent, { end: false });
	sent.end(tail);
	return await response;
}
