import { failureOf } from './failureOf';
import { readErrorBody, saysFailure } from './reportedError';
import type { Answer, RawAnswer } from './decode';
import { answerOf, isMade, picturesOf, requestIdOf } from './decode';
import { addressIn } from './answeredTask';
import { GatewayFailure } from './failures';
import { anyImages } from './anyImages';
import { isJsonObject, textOf } from '../shared/json';
import { readAnswer } from './readAnswer';
import { layers, stateOf, statusWord } from './taskStatus';
import { clean } from '../shared/clean';

/** What a question after a task tells. */
export type TaskAnswer =
	| { readonly state: 'good'; readonly answer: Answer }
	| { readonly state: 'waiting'; readonly status: string }
	/** Over, and what came of it lies at an address of its own (fal). */
	| { readonly state: 'elsewhere'; readonly address: string };

/**
 * Understands the answer to a question after a task.
 * @throws GatewayFailure of kind `task` when the task did not succeed, of others when there was no answer
 */
export function decodeTask(raw: RawAnswer, taskId: string): TaskAnswer {
	const { headers, status, text } = raw;
	const told = readAnswer(text);
	const requestId = requestIdOf(headers, told.bodies.find(isJsonObject));
	const facts = { taskId, ...(requestId === '' ? {} : { requestId }) };
	if (status < 200 || status >= 300)
		throw failureOf(
			{ ...raw, text },
			told.bodies.find(isJsonObject) ?? told.bodies.find(Array.isArray),
			facts,
		);
	if (told.isCut) return { state: 'waiting', status: '' };
	const body = told.bodies.findLast((one) => statusWord(one) !== '') ?? told.bodies.at(-1);
	const word = statusWord(body);
	const state = stateOf(word);
	if (state === 'bad' || told.bodies.some(saysFailure)) {
		const said = clean(told.bodies.map(reasonOf).find((reason) => reason !== '') || unknownReason);
		throw new GatewayFailure(`The task ended as "${word || 'failed'}": ${said}`, {
			kind: 'task',
			...facts,
		});
	}
	if (state === 'waiting' && word !== '') return { state, status: word };
	const found = picturesOf(told, headers);
	if (found.pictures.some(isMade))
		return { state: 'good', answer: answerOf(told, found, requestId) };
	if (state !== 'good') return { state: 'waiting', status: word };
	const address = addressIn(layers(body).map((bag) => bag.response_url));
	if (address !== '') return { state: 'elsewhere', address };
	// Why each of them failed is told where they would have been fetched.
	if (found.pictures.length > 0) return { state: 'good', answer: answerOf(told, found, requestId) };
	const rest = anyImages(told.bodies);
	if (rest.length > 0)
		return {
			state: 'good',
			answer: answerOf(told, { pictures: rest, isAll: true }, requestId),
		};
	throw new GatewayFailure(`The task ended as "${word}", but without an image.`, {
		kind: 'task',
		...facts,
	});
}

const unknownReason = 'no explanation was given';

function reasonOf(body: unknown): string {
	const reasons = layers(body).flatMap((bag) => [
		bag.task_status_msg,
		bag.fail_reason,
		bag.failReason,
		bag.failMsg,
		bag.status_message,
		bag.errorMessage,
		readErrorBody(bag)?.message,
	]);
	return reasons.map(textOf).find((reason) => reason !== '' && !noReason.test(reason)) ?? '';
}

/** What wraps a task says that the question went well, which is no reason for the task's end. */
const noReason = /^(ok|succeed(ed)?|success(ful(ly)?)?)$/i;
