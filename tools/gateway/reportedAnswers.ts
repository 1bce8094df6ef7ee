import type { MadePicture } from '../painter/commission';
import type { AnswerContext } from './answers';
import type { Reply } from './reply';
import type { ReportedShape } from './vocabulary';

// Shapes of answers that people have reported of gateways, for tests that ask for one.

type Written = Omit<Reply, 'status'>;

const dataUri = ({ base64, mimeType }: MadePicture) => `data:${mimeType};base64,${base64()}`;
const chat = (message: object) => ({
	object: 'chat.completion',
	choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
});
const gemini = (parts: readonly object[], finishReason = 'STOP') => ({
	candidates: [{ content: { role: 'model', parts }, finishReason }],
});
const inline = ({ base64, mimeType }: MadePicture) => ({
	inlineData: { mimeType, data: base64() },
});

const events = (...told: ReadonlyArray<object | string>): Written => ({
	headers: { 'content-type': 'text/event-stream' },
	body: Buffer.from(
		[...told, '[DONE]']
			.map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`)
			.join(''),
	),
});
const delta = (content: string) => ({
	object: 'chat.completion.chunk',
	choices: [{ index: 0, delta: { content } }],
});
const preview = ({ base64 }: MadePicture, index: number) => ({
	type: 'image_edit.partial_image',
	b64_json: base64(),
	...{ output_index: index, partial_image_index: 0 },
});
const completed = ({ base64 }: MadePicture, index: number) => ({
	type: 'image_edit.completed',
	b64_json: base64(),
	output_index: index,
});

const json = (body: object): Written => ({ body });
const refusal = 'I cannot change the face of a real person.';

export function reportedAnswer(shape: ReportedShape, context: AnswerContext): Written {
	const { pictures } = context;
	const url = (picture: MadePicture) => context.publish(picture, 'foreign');
	const [first] = pictures as readonly [MadePicture];
	switch (shape) {
		case 'responses':
			return json({
				id: 'resp_1',
				object: 'response',
				status: 'completed',
				output: pictures.map(({ base64 }) => ({
					type: 'image_generation_call',
					status: 'completed',
					result: base64(),
				})),
			});
		case 'geminiInline':
			return json(gemini([{ text: 'Sure' }, ...pictures.map(inline)]));
		case 'geminiDraft':
			return json(gemini([{ thought: true, ...inline(first) }, ...pictures.map(inline)]));
		case 'camelCase':
			return json({ data: pictures.map((picture) => ({ imageURL: url(picture) })) });
		case 'outputImages':
			return json({ output_images: pictures.map(url) });
		case 'rawPicture':
			return { headers: { 'content-type': 'application/octet-stream' }, body: first.content };
		case 'twoLists': {
			const data = pictures.map((picture) => ({ url: url(picture) }));
			return json({ images: data, data });
		}
		case 'chinesePunctuation':
			return json(
				chat({ content: `图片已生成：${pictures.map(url).join('、')}，链接24小时内有效。` }),
			);
		case 'chatImages':
			return json(
				chat({
					content: '',
					images: pictures.map((picture) => ({ image_url: { url: dataUri(picture) } })),
				}),
			);
		case 'previewsAndFinals':
			return events(...pictures.map(preview), ...pictures.map(completed));
		case 'previewsOnly':
			return events(...pictures.map(preview));
		case 'chatDeltas':
			return events(
				...pictures.flatMap((picture) => inPieces(`![](${url(picture)})\n`).map(delta)),
			);
		case 'splitPicture':
			return events(...inPieces(`![](${dataUri(first)})`).map(delta));
		case 'errorEvent':
			return events({ error: { message: 'No account can draw now', type: 'upstream_error' } });
		case 'inputEcho':
			return json({ input: [{ image_url: url(first) }], output: [], message: refusal });
		case 'refusalInWords':
			return json(chat({ content: refusal }));
		case 'geminiBlocked':
			return json(gemini([], 'IMAGE_SAFETY'));
		case 'successFalse':
			return json({ success: false, message: 'The quota of this group is used up' });
		case 'statusError':
			return json({ status: 'error', message: 'The provider has no vision' });
		case 'plainText':
			return {
				headers: { 'content-type': 'text/plain' },
				body: Buffer.from('upstream error: do request failed'),
			};
	}
}

/** Three pieces, of which none ends where a word does. */
const inPieces = (text: string): readonly string[] => {
	const size = Math.ceil(text.length / 3);
	return [0, 1, 2].map((piece) => text.slice(piece * size, (piece + 1) * size));
};
