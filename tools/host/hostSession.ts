export interface Owner {
	readonly email: string;
	readonly password: string;
}

export interface RestInit {
	readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	readonly body?: unknown;
}

/** The editor's own REST interface, signed in as the owner. */
export interface HostSession {
	readonly cookie: string;
	/** The `data` of a JSON answer; throws n8n's message otherwise. */
	rest<T>(path: string, init?: RestInit): Promise<T>;
	/** The bytes behind an address of this n8n. */
	bytes(path: string): Promise<Buffer>;
}

/** Signs in; makes the owner first where there is none. */
export async function openSession(url: string, owner: Owner): Promise<HostSession> {
	const names = { firstName: 'Local', lastName: 'Owner' };
	const setup = await send(url, '/rest/owner/setup', {
		method: 'POST',
		body: { ...owner, ...names },
	});
	const answer = setup.ok ? setup : await signIn(url, owner);
	const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

	return {
		cookie,
		async rest<T>(path: string, init?: RestInit) {
			const response = await send(url, path, init, cookie);
			const text = await response.text();
			if (!response.ok) throw new Error(refusalOf(path, response.status, text));
			return (JSON.parse(text) as { data: T }).data;
		},
		async bytes(path) {
			const response = await send(url, path, {}, cookie);
			if (!response.ok) throw new Error(refusalOf(path, response.status, await response.text()));
			return Buffer.from(await response.arrayBuffer());
		},
	};
}

async function signIn(url: string, { email, password }: Owner): Promise<Response> {
	const body = { emailOrLdapLoginId: email, password };
	const response = await send(url, '/rest/login', { method: 'POST', body });
	if (response.ok) return response;
	throw new Error(refusalOf('/rest/login', response.status, await response.text()));
}

async function send(
	url: string,
	path: string,
	{ method = 'GET', body }: RestInit = {},
	cookie?: string,
): Promise<Response> {
	const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) };
	const content = body === undefined ? null : JSON.stringify(body);
	return await fetch(new URL(path, url), { method, headers, body: content });
}

function refusalOf(path: string, status: number, text: string): string {
	return `n8n answered ${path} with status ${status}: ${text.slice(0, 300)}`;
}
