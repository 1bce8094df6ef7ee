import type { Answer, RawAnswer } from '../../../nodes/ImageEdit/answer/decode';
import { decode } from '../../../nodes/ImageEdit/answer/decode';
import type { TaskAnswer } from '../../../nodes/ImageEdit/answer/decodeTask';
import { decodeTask } from '../../../nodes/ImageEdit/answer/decodeTask';
import { GatewayFailure } from '../../../nodes/ImageEdit/answer/failures';
import { spoolBase64 } from '../../../nodes/ImageEdit/answer/spool';
import type { Chunks } from '../../../nodes/ImageEdit/shared/streams';

/** No gateway makes more pictures in one call, and none words a failure longer. */
const mostPictures = 100;
const longestMessage = 5_000;

const kinds = ['base64', 'failed', 'spooled', 'url'];

/** Words of a gateway that reach a person: short, and without an image in them. */
function expectReadable(text: string): void {
	if (text.length > longestMessage) throw new Error(`${text.length} characters of words`);
	if (/\uE000\d+\uE000/.test(text)) throw new Error(`A mark in ${JSON.stringify(text)}`);
	const base64 = /[A-Za-z0-9+/_-]{201,}/.exec(text.replace(/https?:\/\/\S+/g, ''))?.[0];
	if (base64) throw new Error(`Base64 in ${JSON.stringify(text.slice(0, 300))}`);
}

function expectAnswer({ pictures, task, usage }: Answer): void {
	if (pictures.length > mostPictures) throw new Error(`${pictures.length} pictures`);
	if (pictures.length === 0 && !task) throw new Error('Neither a picture nor a task');
	for (const picture of pictures) {
		if (!kinds.includes(picture.kind)) throw new Error(`A picture of kind ${picture.kind}`);
		if (picture.kind === 'failed') expectReadable(picture.message);
		if (picture.kind === 'url' && picture.url === '') throw new Error('An empty address');
	}
	if (task) expectReadable(`${task.taskId} ${task.status}`);
	if (usage !== undefined && typeof usage !== 'object') throw new Error('usage is no object');
}

function expectFailure(error: unknown): void {
	if (!(error instanceof GatewayFailure)) throw error;
	expectReadable(error.message);
	const { code = '', requestId = '', taskId = '', type = '' } = error.facts;
	for (const fact of [code, requestId, taskId, type]) expectReadable(fact);
}

/** An answer, a task or a failure in words, and nothing else. */
export function expectUnderstood(raw: RawAnswer): Answer | GatewayFailure {
	try {
		const answer = decode(raw);
		expectAnswer(answer);
		return answer;
	} catch (error) {
		expectFailure(error);
		return error as GatewayFailure;
	}
}

export function expectTaskUnderstood(raw: RawAnswer): GatewayFailure | TaskAnswer {
	try {
		const told = decodeTask(raw, 'task-1');
		if (told.state === 'good') expectAnswer(told.answer);
		else expectReadable(told.state === 'waiting' ? told.status : told.address);
		return told;
	} catch (error) {
		expectFailure(error);
		return error as GatewayFailure;
	}
}

/** An answer as it arrives: the text that is left of it, or undefined when it is too much. */
export async function spooled(chunks: Chunks, most: number): Promise<string | undefined> {
	const drained = async (bytes: Chunks) => {
		for await (const part of bytes) void part;
	};
	const { failure, text } = await spoolBase64(chunks, drained, most);
	if (failure === undefined) return text;
	expect(failure).toBeInstanceOf(RangeError);
	expect((failure as RangeError).message).toMatch(/^The response has more than /);
	return undefined;
}
