import { failureOf, readErrorBody, saysFailure } from './reportedError';
import type { Answer, RawAnswer } from './decode';
import { answerOf, isCut, picturesIn, requestIdOf } from './decode';
import { GatewayFailure } from './failures';
import { parseJsonOr, textOf } from '../shared/json';
import { layers, stateOf, statusWord } from './taskStatus';
import { clean } from '../shared/clean';

/** What a question after a task tells. */
export type TaskAnswer =
	| { readonly state: 'good'; readonly answer: Answer }
	| { readonly state: 'waiting'; readonly status: string };

/**
 * Understands the answer to a question after a task.
 * @throws GatewayFailure of kind `task` when the task did not succeed, of others when there was no answer
 */
export function decodeTask(raw: RawAnswer, taskId: string): TaskAnswer {
	const { headers, status } = raw;
	const text = raw.text.replace(/^\uFEFF/, '');
	const body = parseJsonOr(text, undefined);
	const requestId = requestIdOf(headers, body);
	const facts = { taskId, ...(requestId === '' ? {} : { requestId }) };
	if (status < 200 || status >= 300) throw failureOf(status, body, text, facts, headers);
	if (isCut(body, text)) return { state: 'waiting', status: '' };
	const word = statusWord(body);
	const state = stateOf(word);
	const pictures = picturesIn(body, text);
	const some = pictures.some((picture) => picture.kind !== 'failed');
	if (state === 'bad' || (saysFailure(body) && !some)) {
		const said = clean(reasonOf(body) || 'no explanation was given');
		throw new GatewayFailure(`The task ended as "${word || 'failed'}": ${said}`, {
			kind: 'task',
			...facts,
		});
	}
	if (some && (word === '' || state !== 'waiting'))
		return { state: 'good', answer: answerOf(body, pictures, requestId) };
	if (state === 'good') {
		throw new GatewayFailure(`The task ended as "${word}", but without a picture.`, {
			kind: 'task',
			...facts,
		});
	}
	return { state: 'waiting', status: word };
}

function reasonOf(body: unknown): string {
	const reasons = layers(body).flatMap((bag) => [
		bag.task_status_msg,
		bag.fail_reason,
		bag.failMsg,
		bag.status_message,
		bag.errorMessage,
		readErrorBody(bag)?.message,
	]);
	return reasons.map(textOf).find((reason) => reason !== '' && !noReason.test(reason)) ?? '';
}

/** What wraps a task says that the question went well, which is no reason for the task's end. */
const noReason = /^(ok|succeed(ed)?|success(ful(ly)?)?)$/i;
