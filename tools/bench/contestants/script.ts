import axios from 'axios';
import FormData from 'form-data';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { order } from '../order';
import type { Job } from '../types';
import { decodePicture } from './decodePicture';
import type { Step } from './step';

/** What a programmer would write without n8n: so many loops at once, streams on both sides. */
export function openScript(job: Job): Step {
	return {
		async run(items) {
			const started = performance.now();
			const pictures = job.idle ? 0 : await editPictures(job, items);
			return { milliseconds: performance.now() - started, pictures };
		},
		close: async () => undefined,
	};
}

async function editPictures(job: Job, items: number): Promise<number> {
	let next = 0;
	const loop = async () => {
		while (next < items) await editPicture(job, next++);
	};
	await Promise.all(Array.from({ length: job.work.concurrency }, loop));
	return next;
}

async function editPicture(job: Job, index: number): Promise<void> {
	const file = job.pictures[index % job.pictures.length] as string;
	const form = new FormData();
	form.append('model', order.model);
	form.append('prompt', order.prompt);
	form.append('image', createReadStream(file), {
		filename: basename(file),
		contentType: 'image/png',
		knownLength: (await stat(file)).size,
	});
	const response = await axios.post<Readable>(`${job.gateway.baseUrl}/images/edits`, form, {
		headers: {
			...form.getHeaders(),
			'content-length': String(form.getLengthSync()),
			authorization: `Bearer ${job.gateway.apiKey}`,
		},
		responseType: 'stream',
		maxBodyLength: Infinity,
		// With redirects the library would keep a copy of what it sends.
		maxRedirects: 0,
	});
	const target = createWriteStream(join(job.outputFolder, `${index}.png`));
	await pipeline(response.data, decodePicture, target);
}
