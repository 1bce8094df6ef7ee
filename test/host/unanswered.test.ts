import type { IExecuteFunctions } from 'n8n-workflow';
import { createHttpClient } from '../../nodes/ImageEdit/host/http';
import type { WireBody } from '../../nodes/ImageEdit/request/body';
import { attempt } from '../../nodes/ImageEdit/shared/attempt';
import { chunked } from '../helpers/pictures';

// Failures that a loopback cannot have: the network's own words, as Node hands them on.

const body: WireBody = {
	contentType: 'application/json',
	size: 2,
	small: true,
	open: () => chunked(Buffer.from('{}')),
};

/** What becomes of an order to which n8n's helper answers so. */
async function kindOf(helper: () => Promise<unknown>): Promise<string> {
	const helpers = { httpRequestWithAuthentication: helper };
	const http = createHttpClient({ helpers } as unknown as IExecuteFunctions, 1_000);
	const tried = await attempt(async () => {
		const { body: chunks } = await http.post('https://gateway.example/v1/images/edits', body);
		for await (const chunk of chunks) void chunk;
	});
	return tried.ok ? 'none' : (tried.error as { facts: { kind: string } }).facts.kind;
}

const failing = (code: string, syscall: string) => async () =>
	await Promise.reject(Object.assign(new Error(`${syscall} ${code}`), { code, syscall }));

it.each([
	['EHOSTUNREACH', 'connect', 'network'],
	['ENETUNREACH', 'connect', 'network'],
	['ETIMEDOUT', 'connect', 'network'],
	['EAI_AGAIN', 'getaddrinfo', 'network'],
	// Linux reports so, too, when the way to a host is lost while its answer is waited for.
	['EHOSTUNREACH', 'read', 'cut'],
	['ENETUNREACH', 'read', 'cut'],
	['ECONNREFUSED', 'read', 'cut'],
	['EHOSTUNREACH', 'write', 'cut'],
	['ETIMEDOUT', 'read', 'timeout'],
	['ECONNRESET', 'read', 'cut'],
])('%s on %s counts as %s', async (code, syscall, kind) => {
	expect(await kindOf(failing(code, syscall))).toBe(kind);
});

it('an answer that had begun was ordered, whatever it broke off with', async () => {
	const broken = (async function* () {
		yield Buffer.from('{');
		await Promise.reject(new Error('no code at all'));
	})();
	const answer = { statusCode: 200, headers: {}, body: broken };
	expect(await kindOf(async () => await Promise.resolve(answer))).toBe('cut');
});
