import { decode } from '../../nodes/ImageEdit/answer/decode';
import { isDraft } from '../../nodes/ImageEdit/answer/drafts';
import { spoolBase64 } from '../../nodes/ImageEdit/answer/spool';
import { chunked } from '../helpers/pictures';

const bytes = Buffer.from(Array.from({ length: 20_000 }, (_none, index) => (index * 131) % 256));
const base64 = bytes.toString('base64');

const chunk = (content: string) =>
	`data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":${JSON.stringify(content)}},"finish_reason":null}]}`;
const responses = (delta: string) =>
	`event: response.output_text.delta\ndata: {"type":"response.output_text.delta","item_id":"i","delta":${JSON.stringify(delta)}}`;
const inPieces = (text: string, size: number) => text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];

async function spool(text: string, size?: number) {
	const stored: string[] = [];
	const store = async (chunks: AsyncIterable<Uint8Array>) => {
		const kept: Uint8Array[] = [];
		for await (const one of chunks) kept.push(Uint8Array.from(one));
		return stored.push(Buffer.concat(kept).toString('base64'));
	};
	const spooled = await spoolBase64(chunked(Buffer.from(text), size), store, 1e6, isDraft);
	const { pictures, words } = decode({ status: 200, headers: {}, text: spooled.text });
	return { stored, pictures, words };
}

const streamOf = (
	content: string,
	size: number,
	event: (piece: string) => string = chunk,
	end = '\n\n',
) => [...inPieces(content, size).map(event), 'data: [DONE]'].join(end) + end;

describe('a picture whose base64 comes in pieces of a chat is one picture', () => {
	const shown = `![image](data:image/png;base64,${base64})`;

	it.each([100, 300, 1000, 4096, 4097, 9_999, 26_690])('of %i characters', async (size) => {
		const text = streamOf(shown, size);
		for (const cut of [undefined, 1, 7, 1000, 4096]) {
			const { pictures, stored } = await spool(text, cut);
			expect(stored).toEqual([base64]);
			expect(pictures).toEqual([{ kind: 'spooled', index: 0 }]);
		}
	});

	it.each([
		['CR and LF', streamOf(shown, 5000, chunk, '\r\n\r\n')],
		['comments between', streamOf(shown, 5000, chunk, '\n\n: keep-alive\n\n')],
		['the deltas of Responses', streamOf(shown, 5000, responses)],
		['no Markdown around it', streamOf(`data:image/png;base64,${base64}`, 5000)],
		['words before it', streamOf(`Here you are. ${shown}`, 5000)],
	])('with %s', async (_how, text) => {
		const { pictures, stored } = await spool(text);
		expect(stored).toEqual([base64]);
		expect(pictures).toHaveLength(1);
	});

	it('and pieces that are too short to be decoded as they arrive are joined as text', async () => {
		const { pictures, stored } = await spool(streamOf(shown, 20));
		expect(stored).toEqual([]);
		expect(pictures).toEqual([{ kind: 'base64', base64 }]);
	});
});

describe('what is no piece of it stays apart', () => {
	it('a word behind a picture', async () => {
		const text = [chunk(`data:image/png;base64,${base64}`), chunk('Done'), ''].join('\n\n');
		const { stored } = await spool(text);
		expect(stored).toEqual([base64]);
	});

	it('pictures of events of their own', async () => {
		const done = `data: {"type":"image_generation.completed","b64_json":"${base64}"}\n\n`;
		const { pictures, stored } = await spool(done + done);
		expect(stored).toEqual([base64, base64]);
		expect(pictures).toHaveLength(2);
	});

	it('pictures of two chats', async () => {
		const image = `data: {"choices":[{"delta":{"content":"","images":[{"image_url":{"url":"data:image/png;base64,${base64}"}}]}}]}\n\n`;
		const { pictures, stored } = await spool(image + image);
		expect(stored).toEqual([base64, base64]);
		expect(pictures).toHaveLength(2);
	});
});
