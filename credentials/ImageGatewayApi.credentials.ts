import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { gateways } from '../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../nodes/ImageEdit/catalogue/types';
import { authenticate } from '../nodes/ImageEdit/host/credential';

/** One for each gateway, so that an address is asked for only where there is none already. */
const baseUrls = (gateways as readonly GatewayEntry[]).map(
	({ baseUrl, id, label }): INodeProperties => ({
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		displayOptions: { show: { gateway: [id] } },
		...(baseUrl === undefined
			? {
					required: true,
					placeholder: 'e.g. https://api.openai.com/v1',
					hint: 'The address from the documentation of your gateway; /v1 may be left out',
				}
			: {
					placeholder: baseUrl,
					hint: `Leave empty to use ${label}'s own address`,
				}),
		default: '',
	}),
);

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
		...baseUrls,
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			description: 'Sent to this gateway and to no other host',
			required: true,
			default: '',
		},
		{
			displayName: 'Key Header',
			name: 'keyHeader',
			type: 'string',
			placeholder: 'e.g. api-key',
			description:
				'Header that carries the bare key, such as api-key at Azure; when empty, the key goes as Authorization: Bearer',
			default: '',
		},
		{
			displayName: 'Headers',
			name: 'headers',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Header',
			description:
				'Further headers, sent to this gateway and to no other host; their values are kept secret like the key',
			options: [
				{
					displayName: 'Header',
					name: 'header',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							placeholder: 'e.g. x-portkey-provider',
							default: '',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							typeOptions: { password: true },
							default: '',
						},
					],
				},
			],
			default: {},
		},
		{
			displayName: 'Query Parameters',
			name: 'query',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Parameter',
			description: 'Added to the address of every call to this gateway',
			options: [
				{
					displayName: 'Parameter',
					name: 'parameter',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							placeholder: 'e.g. api-version',
							default: '',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							placeholder: 'e.g. 2025-04-01-preview',
							default: '',
						},
					],
				},
			],
			default: {},
		},
	];

	// Tested by the node: `methods.credentialTest`.
	authenticate = authenticate;
}
