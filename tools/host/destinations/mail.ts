import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

import type { ArrivedFile, Destination } from './destination';

interface ParsedMail {
	readonly attachments: ReadonlyArray<{
		readonly filename?: string;
		readonly contentType: string;
		readonly content: Buffer;
	}>;
}

// It comes without types.
const { simpleParser } = createRequire(__filename)('mailparser') as {
	simpleParser(mail: Buffer): Promise<ParsedMail>;
};

/** A mail server for anybody, whose mail is read as its recipient would. */
export async function startMail(): Promise<Destination> {
	const received: Buffer[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData(stream, _session, callback) {
			buffer(stream).then(
				(mail) => {
					received.push(mail);
					callback();
				},
				(cause: Error) => callback(cause),
			);
		},
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.server.address() as AddressInfo;
	return {
		credential: {
			type: 'smtp',
			data: { host: '127.0.0.1', port, secure: false, disableStartTls: true },
		},
		node: {
			type: 'n8n-nodes-base.emailSend',
			typeVersion: 2.1,
			parameters: {
				fromEmail: 'shop@example.com',
				toEmail: 'customer@example.com',
				subject: 'Your pictures',
				emailFormat: 'text',
				text: 'Here they are.',
				options: { attachments: 'data', appendAttribution: false },
			},
		},
		async files() {
			const mails = await Promise.all(received.map(async (mail) => await simpleParser(mail)));
			return mails.flatMap(({ attachments }) =>
				attachments.map(({ content, contentType, filename = '' }): ArrivedFile => ({
					name: filename,
					contentType,
					bytes: content,
				})),
			);
		},
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}
