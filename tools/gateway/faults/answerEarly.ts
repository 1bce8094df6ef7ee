import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EarlyAnswer } from '../interception';
import { sendReply } from '../reply';

/** Answers in the middle of an upload, which the client may still be sending. */
export async function answerEarly(
	request: IncomingMessage,
	response: ServerResponse,
	{ afterBytes = 0, body = '', headers, lingers = false, status }: EarlyAnswer,
): Promise<void> {
	await readUpTo(request, afterBytes);
	const close = lingers ? {} : { connection: 'close' };
	sendReply(response, { status, headers: { ...headers, ...close }, body });
	// Node closes the connection itself where nothing reads on.
	if (lingers) request.resume();
}

async function readUpTo(request: IncomingMessage, bytes: number): Promise<void> {
	if (bytes === 0) return;
	await new Promise<void>((resolve) => {
		let read = 0;
		const onData = (chunk: Buffer) => {
			read += chunk.length;
			if (read < bytes) return;
			request.pause().off('data', onData);
			resolve();
		};
		request.on('data', onData).once('end', resolve).once('close', resolve);
	});
}
