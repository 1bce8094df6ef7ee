class ProbeApi {
	name = 'probeApi';

	displayName = 'Probe API';

	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: 'http://127.0.0.1:9/v1' },
		{ displayName: 'API Key', name: 'apiKey', type: 'string', default: '' },
	];

	authenticate = {
		type: 'generic',
		properties: {
			headers: { Authorization: '=Bearer {{$credentials.apiKey}}' },
			qs: { '={{$credentials.apiKey.slice(0, 2)}}': 'plain' },
		},
	};
}

module.exports = { ProbeApi };
