import type { FailureFacts } from './failures';
import { GatewayFailure } from './failures';
import { codeKind, statusKind } from './gatewayCodes';
import { clean } from '../shared/clean';
import { isJsonObject, textOf } from '../shared/json';

export interface ReportedError {
	readonly message: string;
	readonly code: string;
	readonly type: string;
}

/**
 * What a gateway says of a failure, in any of the shapes that are in use. Source: one-api's reader of
 * upstream errors.
 * @returns undefined when the body reports none
 */
export function readErrorBody(body: unknown): ReportedError | undefined {
	if (!isJsonObject(body)) return undefined;
	const nested = isJsonObject(body.response) ? body.response.error : undefined;
	const error = body.error ?? nested;
	const bag = isJsonObject(error) ? error : body;
	const header = isJsonObject(body.header) ? body.header.message : undefined;
	const base = isJsonObject(body.base_resp) ? body.base_resp : {};
	const message = [
		bag.message,
		body.message,
		body.msg,
		body.err,
		body.error_msg,
		body.error_message,
		body.errorMessage,
		body.ErrMsg,
		header,
		base.status_msg,
		error,
		bag.detail,
		bag.description,
		bag.reason,
		bag.fail_reason,
	]
		.map(textOf)
		.find((text) => text !== '');
	const code = textOf(bag.code ?? body.code ?? base.status_code);
	const type = textOf(bag.type);
	if (message === undefined && code === '') return undefined;
	return { message: message ?? '', code, type };
}

/** What a body with status 200 gives as its code when all is well. Sources: relays of new-api, MiniMax, Qiniu. */
const goodCode = /^(0*|0*20\d(00)?|0*10000|success|succeed(ed)?|ok)$/i;

/** Words that go along with a code which means success, whatever the code is. */
export const goodWords =
	/^(ok|succeed(ed)?|success(ful(ly)?)?|(请求|操作|提交|任务)?(创建|提交)?成功)[.!。！]?$/i;

/** Words for a whole answer that did not work out. */
const badStatus = /^(error|failed|failure|fail)$/i;

/** Whether a body with status 200 reports a failure. */
export function saysFailure(body: unknown): boolean {
	if (!isJsonObject(body)) return false;
	const { base_resp: base, code, error, ok, status, success, type } = body;
	if (!isVoid(error)) return true;
	if (type === 'error' || success === false || ok === false) return true;
	if (badStatus.test(textOf(status))) return true;
	if (isJsonObject(base) && !isVoid(base.status_code)) return true;
	if (goodCode.test(textOf(code))) return false;
	const said = [body.message, body.msg].map(textOf).find((text) => text !== '');
	return codeKind(textOf(code)) !== undefined || said === undefined || !goodWords.test(said.trim());
}

/** Go writes its structs with all their fields, also where there is nothing to tell. */
const isVoid = (value: unknown): boolean =>
	isJsonObject(value) || Array.isArray(value)
		? Object.values(value).every(isVoid)
		: value === false || value === null || value === undefined || /^0?$/.test(textOf(value));

/**
 * @param body the parsed answer; undefined when it is not JSON
 * @param text the answer as text, for pages that are not JSON
 */
export function failureOf(
	status: number,
	body: unknown,
	text: string,
	facts: Pick<FailureFacts, 'requestId'>,
	headers: Readonly<Record<string, unknown>>,
): GatewayFailure {
	const words = readErrorBody(body);
	const kind =
		codeKind(words?.code ?? '') ??
		codeKind(words?.type ?? '') ??
		(status >= 200 && status < 300 ? 'answer' : statusKind(status, words !== undefined));
	const own = words?.message || titleOf(text) || 'no explanation was given';
	const said =
		status >= 200 && status < 300 ? 'The gateway reported' : `The gateway answered ${status}`;
	const named = {
		...(words?.code ? { code: clean(words.code).slice(0, 100) } : {}),
		...(words?.type ? { type: clean(words.type).slice(0, 100) } : {}),
	};
	return new GatewayFailure(
		`${said}: ${clean(own)}`,
		{ kind, status, ...named, ...facts },
		headers,
	);
}

const titleOf = (text: string): string =>
	/<title[^<>]{0,200}>([^<]{1,200})/i.exec(text.slice(0, 10_000))?.[1]?.trim() ??
	(text.trimStart().startsWith('<') ? 'a web page instead of an answer' : text);
