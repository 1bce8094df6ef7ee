import type { IExecuteFunctions } from 'n8n-workflow';
import { authenticate, readCredential } from '../../nodes/ImageEdit/host/credential';
import { readAccess } from '../../nodes/ImageEdit/request/access';

const credential = {
	gateway: 'openAiCompatible',
	baseUrl: 'https://api.example/v1?tag=a&tag=b',
	apiKey: 'sk-0123456789',
};

it('the key of the credential counts, whatever header the request has already', async () => {
	const headers = { Authorization: 'Bearer other', accept: 'image/png' };
	const request = { url: 'https://api.example/v1/models', headers };
	const { headers: sent, url } = await authenticate(credential, request);
	expect(sent).toMatchObject({ Authorization: 'Bearer sk-0123456789', accept: 'image/png' });
	expect(url).toBe('https://api.example/v1/models?tag=a&tag=b');
});

it.each([
	['/models', undefined, 'https://api.example/v1/models?tag=a&tag=b'],
	['/models', 'https://api.example/v2', 'https://api.example/v2/models?tag=a&tag=b'],
])('%s behind the base %s is %s', async (path, baseURL, expected) => {
	const order = { method: 'POST', body: { prompt: 'A cat' } } as const;
	const request = { ...order, url: path, ...(baseURL === undefined ? {} : { baseURL }) };
	const sent = await authenticate(credential, request);
	expect(sent.url).toBe(expected);
	expect(sent).not.toHaveProperty('baseURL');
	expect(sent).toMatchObject({ method: 'POST', body: { prompt: 'A cat' } });
	expect(sent.headers).toHaveProperty('Authorization');
});

it('elsewhere the request goes as it is', async () => {
	const request = { url: 'https://elsewhere.example/v1/models', headers: { accept: 'a/b' } };
	expect(await authenticate(credential, request)).toEqual(request);
});

it('reads the credential of the node by its name', async () => {
	const context = {
		getCredentials: async (name: string) => (name === 'imageGatewayApi' ? credential : {}),
	} as unknown as IExecuteFunctions;
	const access = await readCredential(context);
	expect(access).toEqual(readAccess(credential));
	expect(access.base).toBe('https://api.example/v1');
});
