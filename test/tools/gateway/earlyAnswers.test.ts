import { connect } from 'node:net';

import type { EarlyAnswer } from '../../../tools/gateway/interception';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';

let gateway: RunningGateway;
beforeAll(async () => (gateway = await startGateway({ storedPictureBytes: 4000 })));
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const refused: EarlyAnswer = { status: 413, body: { error: { message: 'Too large for us' } } };
const whole = 40_000_000;

interface Heard {
	readonly text: string;
	/** How much of the upload was sent when the answer came. */
	readonly sent: number;
	/** Whether all of it could be sent. */
	readonly finished: boolean;
}

/** Sends an order with a large upload, and goes on sending after the answer. */
async function upload(key = gateway.apiKey): Promise<Heard> {
	const { port } = new URL(gateway.origin);
	const socket = connect(Number(port), '127.0.0.1');
	let text = '';
	let sent = 0;
	let sentAtAnswer = 0;
	socket.on('data', (chunk: Buffer) => {
		if (text === '') sentAtAnswer = sent;
		text += chunk.toString();
	});
	const closed = new Promise<void>((resolve) => {
		socket.once('close', () => resolve()).once('error', () => resolve());
	});
	socket.write(
		`POST /openai/v1/images/edits HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${key}\r\n` +
			`Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${whole}\r\n\r\n`,
	);
	const piece = Buffer.alloc(100_000);
	while (sent < whole && !socket.destroyed) {
		const isTaken = socket.write(piece);
		sent += piece.length;
		if (!isTaken) {
			const drained = new Promise((resolve) => socket.once('drain', resolve));
			await Promise.race([drained, closed]);
		}
	}
	const finished = !socket.destroyed;
	if (text === '')
		await Promise.race([new Promise((resolve) => socket.once('data', resolve)), closed]);
	socket.destroy();
	return { text, sent: sentAtAnswer, finished };
}

test('an answer in the middle of an upload, and nothing is bought', async () => {
	gateway.interceptUploads(() => ({ ...refused, afterBytes: 1_000_000 }));
	const { finished, sent, text } = await upload();
	expect(text).toContain('HTTP/1.1 413');
	expect(text).toContain('Too large for us');
	expect(sent).toBeGreaterThanOrEqual(1_000_000);
	expect([sent < whole, finished, gateway.ledger.length]).toEqual([true, false, 0]);
	expect(gateway.requests.map(({ parts, status }) => [parts, status])).toEqual([[undefined, 413]]);
});

test('one that lets the rest of the upload come', async () => {
	gateway.interceptUploads(() => ({ ...refused, lingers: true }));
	const { finished, text } = await upload();
	expect(text).toContain('Too large for us');
	expect([finished, gateway.ledger.length]).toEqual([true, 0]);
});

test('a wrong key is told first', async () => {
	gateway.interceptUploads(() => refused);
	expect((await upload('wrong')).text).toContain('HTTP/1.1 401');
});
