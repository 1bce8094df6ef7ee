import type { INodeType } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { ImageGatewayApi } from '../../credentials/ImageGatewayApi.credentials';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { baseAddress } from '../../nodes/ImageEdit/request/address';

const workflow = new Workflow({
	nodes: [],
	connections: {},
	active: false,
	nodeTypes: {
		getByName: () => ({}) as INodeType,
		getByNameAndVersion: () => ({}) as INodeType,
		getKnownTypes: () => ({}),
	},
});

/** The address that n8n asks when a user tests the credential. */
function tested(gateway: string, baseUrl: string): unknown {
	const { test } = new ImageGatewayApi();
	const node = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters: {} };
	return workflow.expression.getComplexParameterValue(
		node as never,
		test.request.baseURL as string,
		'internal',
		{ $credentials: { gateway, baseUrl } } as never,
	);
}

it.each([
	'https://api.example.com/v1',
	'https://api.example.com/v1//',
	'https://api.example.com',
	' https://api.example.com/ ',
	'api.example.com/v1',
	'http://localhost:8080',
	'https://api.example.com/api/v1',
	'https://api.example.com/openai',
	'https://api.example.com/v2',
	'https://api.example.com/v1beta',
	'https://api.example.com/v1/images/edits',
	'https://api.example.com/v1/images/edits/',
	'https://api.example.com/v1/models',
	'HTTPS://api.example.com/v1',
])('the credential is tested at the address that the node uses for %j', (typed) => {
	const compatible = gateways.find(({ id }) => id === 'openAiCompatible') as GatewayEntry;
	const asked = new URL(String(tested('openAiCompatible', typed))).href;
	expect(asked).toBe(new URL(baseAddress(compatible, typed)).href);
});

it.each((gateways as readonly GatewayEntry[]).filter(({ baseUrl }) => baseUrl !== undefined))(
	'the credential is tested at the own address of $label when none is given',
	(gateway) => {
		expect(tested(gateway.id, '')).toBe(gateway.baseUrl);
	},
);

it('sends the key as a bearer token', () => {
	expect(new ImageGatewayApi().authenticate.properties).toEqual({
		headers: { Authorization: '=Bearer {{$credentials.apiKey}}' },
	});
});
