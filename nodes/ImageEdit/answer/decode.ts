import type { RequestFacts } from './requestFacts';
import { failureOf } from './failureOf';
import { saysFailure } from './reportedError';
import { GatewayFailure } from './failures';
import { isJsonObject, jsonOf, textOf } from '../shared/json';
import { mostPictures } from './spool';
import type { AnsweredTask } from './answeredTask';
import { anyIdIn, taskIdFault, taskOf } from './answeredTask';
import { anyImages } from './anyImages';
import type { ImagesFound } from './findImages';
import { imagesIn, longestWords } from './findImages';
import { mostLooks } from './links';
import type { Told } from './readAnswer';
import { readAnswer } from './readAnswer';
import type { AnsweredPicture } from './answeredPicture';
import { isUnfinished } from './taskStatus';
import { wordsOf } from './words';
import { clean } from '../shared/clean';

export interface Answer {
	readonly pictures: readonly AnsweredPicture[];
	/** Present when the answer is a task without pictures yet. */
	readonly task?: AnsweredTask;
	readonly usage?: Readonly<Record<string, unknown>>;
	readonly requestId?: string;
	/** What was said beside the pictures: counts where an address turns out to be none. */
	readonly words?: string;
	/** Why there may be less than was ordered, or than the answer held. */
	readonly broken?: string;
	/** The parsed body, with spooled base64 replaced by marks. */
	readonly body: unknown;
}

export interface RawAnswer {
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** The body as text, long base64 replaced by marks. */
	readonly text: string;
	readonly request?: RequestFacts;
}

/**
 * Understands every shape of answer that is known.
 * @throws GatewayFailure for any status but 2xx, for a failure inside a 200, and for no picture at all
 */
export function decode(answer: RawAnswer): Answer {
	const { headers, status, text } = answer;
	const told = readAnswer(text);
	const requestId = requestIdOf(headers, told.bodies.find(isJsonObject));
	const facts = requestId === '' ? {} : { requestId };
	if (status < 200 || status >= 300) {
		throw failureOf(
			{ ...answer, text },
			told.bodies.find(isJsonObject) ?? told.bodies.find(Array.isArray),
			facts,
		);
	}
	const failing = told.bodies.find(saysFailure);
	const found = picturesOf(told, headers);
	const { pictures } = found;
	const failure =
		failing === undefined ? undefined : failureOf({ ...answer, text }, failing, facts);
	if (pictures.some(isMade)) return answerOf(told, found, requestId, failure?.message);
	const task = taskIn(told, answer);
	if (failure) throw withLost(failure, failing, task);
	if (task) {
		const fault = task.pollUrl === undefined ? taskIdFault(task.taskId) : undefined;
		if (fault === undefined) return { ...answerOf(told, none, requestId), task };
		const said = `The gateway accepted the request as a task whose ID ${fault}: ${clean(task.taskId).slice(0, 300)}`;
		throw new GatewayFailure(said, { kind: 'task', status, ...facts }, headers);
	}
	// Why each of them failed is told where they would have been fetched.
	if (pictures.length > 0) return answerOf(told, found, requestId);
	const rest = anyImages(told.bodies);
	if (rest.length > 0) return answerOf(told, { pictures: rest, isAll: true }, requestId);
	const taskId = firstOf(told.bodies.map(anyIdIn));
	const isEarly = answer.request?.isWhole === false;
	throw new GatewayFailure(
		noPicture(told, text, taskId),
		// Caddy ends an upload that it gave up with an empty 200.
		{ kind: isEarly ? 'early' : 'answer', status, ...facts, ...(taskId ? { taskId } : {}) },
		told.isCut ? headers : {},
	);
}

const none: ImagesFound = { pictures: [], isAll: true };

export const isMade = ({ kind }: AnsweredPicture) => kind !== 'failed';

const firstOf = (texts: readonly string[]) => texts.find((text) => text !== '') ?? '';

/** What is made is in a body that is finished and reports no failure; a task's preview or input is neither. */
export const picturesOf = (told: Told, headers: Readonly<Record<string, unknown>>): ImagesFound =>
	imagesIn(
		told.bodies.filter(
			(body) => !saysFailure(body) && !(isUnfinished(body) && taskOf(body, headers)),
		),
	);

/** Of a stream, the last that tells of one. */
function taskIn({ bodies }: Told, { headers, status }: RawAnswer): AnsweredTask | undefined {
	const isAccepted = status === 202;
	// An accepted order may come with an address and no body.
	const told = bodies.length === 0 && isAccepted ? [{}] : bodies;
	return told.reduceRight<AnsweredTask | undefined>(
		(task, body) => task ?? taskOf(body, headers, isAccepted),
		undefined,
	);
}

/** A failure that names what may have been paid for: its task, and addresses beside it. */
function withLost(failure: GatewayFailure, body: unknown, task?: AnsweredTask): GatewayFailure {
	const addresses = imagesIn([body]).pictures.flatMap((picture) =>
		picture.kind === 'url' ? [clean(picture.url)] : [],
	);
	const beside =
		addresses.length === 0 ? '' : ` (Its response names ${addresses.slice(0, 10).join(' ')})`;
	const taskId = task && taskIdFault(task.taskId) === undefined ? { taskId: task.taskId } : {};
	return new GatewayFailure(
		failure.message + beside,
		{ ...failure.facts, ...taskId },
		failure.headers,
		{ bodyWait: failure.bodyWait },
	);
}

export const cutOff = 'The response of the gateway was cut off before its end.';

export function answerOf(
	told: Told,
	{ isAll, pictures }: ImagesFound,
	requestId: string,
	failure?: string,
): Answer {
	const usage = usageIn(told);
	const words = wordsOf(told.bodies).slice(0, 2_000);
	const more =
		pictures.length > mostPictures
			? `The response has more than ${mostPictures} images. The first ${mostPictures} were kept.`
			: isAll
				? undefined
				: `Only the first ${mostLooks} texts and addresses of the response were looked at.`;
	const broken = [told.isCut ? cutOff : undefined, failure, more].filter(
		(one) => one !== undefined,
	);
	return {
		pictures: pictures.slice(0, mostPictures),
		...(usage ? { usage } : {}),
		...(requestId === '' ? {} : { requestId }),
		...(words === '' ? {} : { words }),
		...(broken.length > 0 ? { broken: broken.join(' ') } : {}),
		body: told.raw,
	};
}

/** The last that is told: a stream tells it at its end. */
function usageIn({ bodies, raw }: Told): Readonly<Record<string, unknown>> | undefined {
	const events = [...bodies, ...(Array.isArray(raw) ? (raw as unknown[]) : [])].filter(
		isJsonObject,
	);
	const found = events
		.flatMap((body) => [body, body.response].filter(isJsonObject))
		.map(({ usage, usageMetadata }) => usage ?? usageMetadata)
		.filter(isJsonObject)
		.at(-1);
	return found && jsonOf(found).length <= longestWords ? found : undefined;
}

/** An id that is longer is none. */
const longestId = 200;

export function requestIdOf(headers: Readonly<Record<string, unknown>>, body: unknown): string {
	const header = ['x-request-id', 'x-oneapi-request-id', 'x-ds-request-id', 'request-id']
		.map((name) => textOf(headers[name]))
		.find((id) => id !== '');
	return clean(header ?? (isJsonObject(body) ? textOf(body.request_id) : '')).slice(0, longestId);
}

function noPicture(told: Told, text: string, taskId: string): string {
	if (text.trim() === '') return 'The gateway sent an empty response.';
	if (told.isPage) return 'The gateway responded with a web page instead of an image.';
	if (told.isCut) return cutOff;
	if (told.previews > 0)
		return 'The gateway sent only a preview. Its response ended before the image itself.';
	const words = clean(wordsOf(told.bodies));
	const id = taskId === '' ? '' : ` It named the ID ${clean(taskId)}.`;
	return `The gateway responded without an image${words === '' ? '.' : `: ${words}`}${id}`;
}
