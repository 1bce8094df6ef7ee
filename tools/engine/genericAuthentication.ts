import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';
import { isExpression } from 'n8n-workflow';

type RequestPart = Record<string, unknown>;

/** Resolves a declared header, query, body or auth entry and adds it to the request. */
export function applyGenericAuthentication(
	authenticate: IAuthenticateGeneric,
	credentials: ICredentialDataDecryptedObject,
	requestOptions: IHttpRequestOptions,
	workflow: Workflow,
	node: INode,
): IHttpRequestOptions {
	const resolve = (text: string): string => {
		if (!isExpression(text)) return text;
		const keys = { $credentials: credentials };
		const value = workflow.expression.getSimpleParameterValue(
			node,
			text,
			'internal',
			keys,
			undefined,
			'',
		);
		return value ? String(value) : '';
	};

	requestOptions.headers ??= {};
	const parts = requestOptions as unknown as Record<string, RequestPart | undefined>;
	for (const [partName, entries] of Object.entries(authenticate.properties)) {
		const part = (parts[partName] ||= {});
		for (const [key, value] of Object.entries(entries as Record<string, string>)) {
			part[resolve(key)] = resolve(value);
		}
	}
	return requestOptions;
}
