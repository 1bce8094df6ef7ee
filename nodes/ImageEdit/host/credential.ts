import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import type { Access } from '../request/access';
import { readAccess, signed } from '../request/access';

export type GatewayAccess = Access;

export const credentialName = 'imageGatewayApi';

/**
 * What the credential says.
 * @throws InvalidOrder when it has no address that can be used, or a header that cannot be sent
 */
export async function readCredential(
	context: IExecuteFunctions | ILoadOptionsFunctions,
): Promise<GatewayAccess> {
	return readAccess(await context.getCredentials(credentialName));
}

/**
 * Adds the key, the headers and the query to a request, if it goes to the gateway's own origin: n8n calls
 * it for each request with this credential, the HTTP Request node's too. (A function, because n8n 2.40
 * fills in an expression with the workflow's data, and fails on it in combined binary mode.)
 */
export async function authenticate(
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const access = readAccess(credential);
	const address = URL.canParse(request.url)
		? request.url
		: `${request.baseURL ?? access.base}${request.url}`;
	const { headers, url } = signed(access, address);
	const whole = { ...request, url, headers: { ...request.headers, ...headers } };
	delete whole.baseURL;
	return whole;
}
