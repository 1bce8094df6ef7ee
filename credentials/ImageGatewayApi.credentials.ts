import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { gateways } from '../nodes/ImageEdit/catalogue/gateways';

const ownAddresses = Object.fromEntries(
	gateways.map((gateway) => [gateway.id, 'baseUrl' in gateway ? gateway.baseUrl : '']),
);

const withoutAddress = gateways.flatMap((gateway) => ('baseUrl' in gateway ? [] : gateway.label));

/** The same tolerance as the node's own `baseAddress`, in the one language that n8n runs here. */
const baseUrlExpression = `={{ ($credentials.baseUrl || ${JSON.stringify(ownAddresses)}[$credentials.gateway] || '').trim().replace(/\\/+$/, '').replace(/\\/(images\\/(edits|generations)|models)$/, '').replace(/^(.*?)(\\/v\\d+[a-z]*)?$/, (all, base, version) => (/^https?:\\/\\//i.test(base) ? '' : 'https://') + base + (version || '/v1')) }}`;

export class ImageGatewayApi implements ICredentialType {
	name = 'imageGatewayApi';

	displayName = 'Image Gateway API';

	icon = {
		light: 'file:imageGatewayApi.svg',
		dark: 'file:imageGatewayApi.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-ai-image-edit/n8n-nodes-ai-image-edit#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Gateway',
			name: 'gateway',
			type: 'options',
			description: 'The service that the key belongs to; decides how requests are written',
			options: gateways.map(({ id, label }) => ({ name: label, value: id })),
			default: 'openAiCompatible',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			placeholder: 'e.g. https://api.openai.com/v1',
			description: 'Address of the API, with or without /v1',
			hint: `Needed for ${withoutAddress.join(' and ')}. For the others, leave it empty to use their own address.`,
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			description: 'Sent to this gateway and to no other host',
			required: true,
			default: '',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression,
			url: '/models',
			// A gateway without a list of models answers 404 or the like, which says nothing of the key.
			ignoreHttpStatusErrors: { ignore: true, except: [401, 403, 429, 500, 502, 503] },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'The gateway does not accept this API key. Check the key and the chosen gateway.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'The gateway knows this API key, but it has no rights or no balance.',
				},
			},
		],
	};
}
