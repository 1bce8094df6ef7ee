import type { FailureFacts } from './errors';
import { GatewayFailure } from './errors';
import { codeKind, statusKind } from './gatewayCodes';
import { RawNumber } from './json';

type Bag = Readonly<Record<string, unknown>>;

export const isBag = (value: unknown): value is Bag =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	!(value instanceof RawNumber);

/** Text of a value that may be a string or a number of any size. */
export const textOf = (value: unknown): string =>
	value instanceof RawNumber
		? value.digits
		: typeof value === 'string' || typeof value === 'number'
			? String(value)
			: '';

export interface GatewayWords {
	readonly message: string;
	readonly code: string;
	readonly type: string;
}

/**
 * What a gateway says of a failure, in any of the shapes that are in use. Source: one-api's reader of
 * upstream errors.
 * @returns undefined when the body reports none
 */
export function readErrorBody(body: unknown): GatewayWords | undefined {
	if (!isBag(body)) return undefined;
	const nested = isBag(body.response) ? body.response.error : undefined;
	const error = body.error ?? nested;
	const bag = isBag(error) ? error : body;
	const header = isBag(body.header) ? body.header.message : undefined;
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
	if (!isBag(body)) return false;
	const { error } = body;
	if (isBag(error) ? Object.keys(error).length > 0 : textOf(error) !== '') return true;
	return !goodCodes.has(textOf(body.code).toLowerCase());
}

/** Beyond this, a message is no help any more. */
const longest = 600;

/** Base64 and keys never leave in a message; addresses stay whole, since pictures may lie there. */
export const clean = (text: string): string =>
	text
		.slice(0, 50_000)
		.replace(/Bearer\s+\S+|\b(sk|key)-[A-Za-z0-9_-]{6,}/gi, '[key]')
		.replace(/data:[\w/.+-]*;base64,[^\s"']*|\uE000\d+\uE000/g, '[data]')
		.replace(/\S{100,}/g, (run) =>
			/^[("'<]*https?:\/\//.test(run) ? run.slice(0, 2_000) : '[data]',
		)
		.replace(/\s+/g, ' ')
		.trim()
		.replace(new RegExp(`^(.{${longest}}\\S*).*`), '$1 …');

/** Where a picture is said to lie: what is no address of the web is told, and never fetched. */
export const cleanAddress = (text: string): string =>
	/^[a-z][a-z\d+.-]*:/i.test(text) ? clean(text) : text;

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
