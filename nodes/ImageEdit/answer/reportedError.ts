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
	const message = [bag.message, body.message, body.msg, body.err, body.error_msg, header, error]
		.map(textOf)
		.find((text) => text !== '');
	const code = textOf(bag.code ?? body.code);
	const type = textOf(bag.type);
	if (message === undefined && code === '') return undefined;
	return { message: message ?? '', code, type };
}

/** Codes of a body with status 200 that mean success. */
const goodCodes = new Set(['', '0', '200', 'success', 'ok']);

/** Whether a body with status 200 reports a failure. */
export function saysFailure(body: unknown): boolean {
	if (!isJsonObject(body)) return false;
	const { error } = body;
	if (isJsonObject(error) ? Object.keys(error).length > 0 : textOf(error) !== '') return true;
	return !goodCodes.has(textOf(body.code).toLowerCase());
}

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
