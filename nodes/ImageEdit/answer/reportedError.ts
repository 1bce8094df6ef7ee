import { codeKind } from './gatewayCodes';
import type { JsonObject } from '../shared/json';
import { isJsonObject, textOf } from '../shared/json';

export interface ReportedError {
	readonly message: string;
	readonly code: string;
	readonly type: string;
	/** Whether it stands in an error object: no proxy and hardly a framework writes one. */
	readonly isOwnShape: boolean;
}

/**
 * What a gateway says of a failure, in any of the shapes that are in use. Sources: one-api's reader of
 * upstream errors, RFC 9457 (title, detail), FastAPI (detail), Google's RPC status, OpenRouter (metadata).
 * @returns undefined when the body reports none
 */
export function readErrorBody(answer: unknown): ReportedError | undefined {
	const body: unknown = Array.isArray(answer) ? (answer as unknown[])[0] : answer;
	if (!isJsonObject(body)) return undefined;
	const nested = isJsonObject(body.response) ? body.response.error : undefined;
	// Tencent Cloud.
	const named = isJsonObject(body.Response) ? body.Response.Error : undefined;
	const listed: unknown = Array.isArray(body.errors) ? (body.errors as unknown[])[0] : undefined;
	const error = [body.error, nested, named, listed].find((one) => !isVoid(one));
	const bag = isJsonObject(error) ? error : body;
	const header = isJsonObject(body.header) ? body.header.message : undefined;
	const base = isJsonObject(body.base_resp) ? body.base_resp : {};
	const message = [
		withUpstreamWords(bag),
		bag.message,
		bag.Message,
		body.message,
		body.msg,
		body.err,
		body.errmsg,
		body.ret_msg,
		body.error_msg,
		body.error_message,
		body.errorMessage,
		body.ErrMsg,
		header,
		base.status_msg,
		problemOf(body),
		error,
		bag.detail,
		bag.description,
		bag.reason,
		bag.fail_reason,
	]
		.map(textOf)
		.find((text) => text !== '');
	const code = textOf(bag.code ?? bag.Code ?? body.code ?? body.errcode ?? base.status_code);
	// Google has its name of the failure in `status`; the type of RFC 9457 is an address.
	const type = [bag.type, bag.status].map(textOf).find((text) => /^[a-z][\w .-]*$/i.test(text));
	if (message === undefined && code === '') return undefined;
	return { message: message ?? '', code, type: type ?? '', isOwnShape: isJsonObject(error) };
}

/** OpenRouter hides what its provider said behind "Provider returned error". */
function withUpstreamWords({ message, metadata }: JsonObject): string {
	const raw = isJsonObject(metadata) ? textOf(metadata.raw) : '';
	return raw === '' ? '' : `${textOf(message)}: ${raw}`;
}

/** RFC 9457, and FastAPI's text or list of what is wrong with which field. */
function problemOf({ detail, title }: JsonObject): string {
	const details = Array.isArray(detail) ? (detail as unknown[]) : [detail];
	const said = details.slice(0, 5).map((one) => {
		if (!isJsonObject(one)) return textOf(one);
		const place = Array.isArray(one.loc) ? (one.loc as unknown[]).map(textOf).join('.') : '';
		const words = [one.msg, one.message, one.error].map(textOf).find((text) => text !== '');
		return place && words ? `${place}: ${words}` : (words ?? '');
	});
	return [textOf(title), said.filter(Boolean).join('; ')].filter(Boolean).join('. ');
}

/** What a body with status 200 gives as its code when all is well. Sources: relays of new-api, MiniMax, Qiniu. */
const goodCode = /^(0*|0*20\d(00)?|0*10000|success|succeed(ed)?|ok)$/i;

/** Words that go along with a code which means success, whatever the code is. */
export const goodWords =
	/^(ok|succeed(ed)?|(?!.*\b(not|no|un|fail\w*|without)\b)(?:[\w ]{0,40}\b)?success(ful(ly)?)?|[^不未失没]{0,20}成功)[.!。！]?$/i;

/** Words for a whole answer that did not work out. */
const badStatus = /^(error|failed|failure|fail)$/i;

/** Whether a body with status 200 reports a failure. */
export function saysFailure(body: unknown): boolean {
	if (!isJsonObject(body)) return false;
	const { base_resp: base, code, errcode, error, ok, Response, status, success, type } = body;
	if (error === true || !isVoid(error) || !isVoid(errcode)) return true;
	if (isJsonObject(Response) && !isVoid(Response.Error)) return true;
	if (type === 'error' || success === false || ok === false) return true;
	if (badStatus.test(textOf(status))) return true;
	if (isJsonObject(base) && !isVoid(base.status_code)) return true;
	if (goodCode.test(textOf(code))) return false;
	const said = [body.message, body.msg, body.description].map(textOf).find((text) => text !== '');
	return codeKind(textOf(code)) !== undefined || said === undefined || !goodWords.test(said.trim());
}

/** Go writes its structs with all their fields, also where there is nothing to tell. */
const isVoid = (value: unknown): boolean =>
	isJsonObject(value) || Array.isArray(value)
		? Object.values(value).every(isVoid)
		: /^0?$/.test(textOf(value));
