import type { DialectRules } from './dialects/dialect';
import type { Order } from './order';
import type { AnswerEntry, AnswerShape, ReportedShape } from './vocabulary';
import { reportedShapes } from './vocabulary';
import type { MadePicture } from '../painter/commission';

export interface AnswerContext {
	readonly dialect: DialectRules;
	readonly order: Order;
	readonly pictures: readonly MadePicture[];
	readonly requestId: string;
	readonly created: number;
	/** Stores a picture and says where: on the foreign host, or on the gateway behind the key. */
	readonly publish: (picture: MadePicture, where: 'foreign' | 'relative') => string;
}

/** Shapes that hold no picture bought: nothing is billed for them. */
export const unbilledShapes: ReadonlySet<AnswerShape> = new Set([
	'errorIn200',
	'codeNotZero',
	'errorEvent',
	'refusalInWords',
	'geminiBlocked',
	'successFalse',
	'statusError',
	'plainText',
]);

const dataUri = ({ base64, mimeType }: MadePicture) => `data:${mimeType};base64,${base64()}`;

export const isReported = (shape: AnswerShape): shape is ReportedShape =>
	reportedShapes.some((one) => one === shape);

export function answerBody(
	shape: Exclude<AnswerShape, ReportedShape>,
	context: AnswerContext,
): object {
	const { pictures, requestId } = context;
	const foreign = (picture: MadePicture) => context.publish(picture, 'foreign');
	const entries = (toEntry: (picture: MadePicture) => AnswerEntry) =>
		envelope(context, pictures.map(toEntry));
	const markdown = (toUrl: (picture: MadePicture) => string) =>
		chat(context, pictures.map((picture) => `![image](${toUrl(picture)})`).join('\n\n'));

	switch (shape) {
		case 'url':
			return entries((picture) => ({ url: foreign(picture) }));
		case 'relativeUrl':
			return entries((picture) => ({ url: context.publish(picture, 'relative') }));
		case 'protocolRelativeUrl':
			return entries((picture) => ({ url: foreign(picture).replace(/^https?:/, '') }));
		case 'b64_json':
			return entries((picture) => ({ b64_json: picture.base64() }));
		case 'dataUriInUrl':
			return entries((picture) => ({ url: dataUri(picture) }));
		case 'dataUriInB64':
			return entries((picture) => ({ b64_json: dataUri(picture) }));
		case 'emptyOtherKey':
			return entries((picture) =>
				context.order.responseFormat === 'b64_json'
					? { url: '', b64_json: picture.base64() }
					: { url: foreign(picture), b64_json: '' },
			);
		case 'chatMarkdown':
			return markdown(foreign);
		case 'chatDataUri':
			return markdown(dataUri);
		case 'chatBareLink':
			return chat(context, `Here is your picture: ${pictures.map(foreign).join(' ')}`);
		case 'chatArray':
			return chat(
				context,
				pictures.map((picture) => ({ type: 'image_url', image_url: { url: foreign(picture) } })),
			);
		case 'hybrid':
			return {
				...chat(context, 'Done.'),
				data: pictures.map((picture) => ({ url: foreign(picture) })),
			};
		case 'errorIn200':
			return {
				error: {
					message: `the upstream refused the prompt (request id: ${requestId})`,
					type: 'upstream_error',
					code: 'content_policy_violation',
				},
			};
		case 'codeNotZero':
			return { code: 1301, message: 'content safety policy triggered', request_id: requestId };
		case 'empty':
			return envelope(context, []);
	}
}

function envelope(context: AnswerContext, entries: readonly AnswerEntry[]): object {
	return context.dialect.envelope(entries, context.order, context.pictures, context.created);
}

/** Seed 001 documents its answer as a chat completion. */
function chat({ order, created, requestId, pictures }: AnswerContext, content: unknown): object {
	const prompt = Math.ceil(order.prompt.length / 4);
	const completion = 1000 * pictures.length;
	return {
		id: `chatcmpl-${requestId.slice(4)}`,
		object: 'chat.completion',
		created,
		model: order.model,
		choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
		usage: {
			prompt_tokens: prompt,
			completion_tokens: completion,
			total_tokens: prompt + completion,
		},
	};
}
