import { randomBytes } from 'node:crypto';
import { spoolBase64 } from '../../nodes/ImageEdit/answer/spool';

async function spooled(text: string, chunk: number) {
	const bytes = Buffer.from(text);
	async function* chunks() {
		for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
	}
	return await spoolBase64(
		chunks(),
		async (decoded) => {
			const parts: Uint8Array[] = [];
			for await (const part of decoded) parts.push(part);
			return Buffer.concat(parts);
		},
		1_000_000,
	);
}

// A JPEG in base64 begins with "/9j/", which PHP writes as "\/9j\/".
const picture = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(9_000)]);
const base64 = picture.toString('base64');

it.each([
	['PHP', base64.replaceAll('/', '\\/')],
	['.NET', base64.replaceAll('/', '\\u002F').replaceAll('+', '\\u002B')],
])('base64 that begins with an escape as %s writes it is decoded whole', async (_who, escaped) => {
	for (const chunk of [1, 2, 3, 7, 64, 100_000]) {
		const { stored, text } = await spooled(`{"said":"a\\\\b\\"","b64_json":"${escaped}"}`, chunk);
		expect(stored).toEqual([picture]);
		expect(JSON.parse(text)).toEqual({ said: 'a\\b"', b64_json: '\uE0000\uE000' });
	}
});
