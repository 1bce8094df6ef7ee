/** Base URLs as vendors print them and people paste them, and the address that paths are added to. */
export const printedAddresses: ReadonlyArray<readonly [typed: string, base: string]> = [
	['https://api.example.com/v1', 'https://api.example.com/v1'],
	['https://api.example.com/v1/', 'https://api.example.com/v1'],
	['https://api.example.com/v1///', 'https://api.example.com/v1'],
	['https://api.example.com', 'https://api.example.com/v1'],
	['https://api.example.com/', 'https://api.example.com/v1'],
	['  https://api.example.com/v1  ', 'https://api.example.com/v1'],
	['api.example.com', 'https://api.example.com/v1'],
	['api.example.com/v1', 'https://api.example.com/v1'],
	['http://localhost:8080', 'http://localhost:8080/v1'],
	['localhost:8080', 'https://localhost:8080/v1'],
	['HTTPS://API.Example.com/v1', 'https://api.example.com/v1'],
	['https://api.example.com/api/v1', 'https://api.example.com/api/v1'],
	['https://api.example.com/openai', 'https://api.example.com/openai/v1'],
	['https://api.example.com/v2', 'https://api.example.com/v2'],
	['https://api.example.com/v1beta', 'https://api.example.com/v1beta'],
	// DeepInfra, ImageRouter, Google's own for OpenAI's clients, Volcengine Ark, Cloudflare AI Gateway, DashScope.
	['https://api.deepinfra.com/v1/openai', 'https://api.deepinfra.com/v1/openai'],
	['https://api.imagerouter.io/v1/openai', 'https://api.imagerouter.io/v1/openai'],
	[
		'https://generativelanguage.googleapis.com/v1beta/openai/',
		'https://generativelanguage.googleapis.com/v1beta/openai',
	],
	['https://ark.cn-beijing.volces.com/api/v3', 'https://ark.cn-beijing.volces.com/api/v3'],
	[
		'https://gateway.ai.cloudflare.com/v1/account/gateway/openai',
		'https://gateway.ai.cloudflare.com/v1/account/gateway/openai',
	],
	[
		'https://dashscope.aliyuncs.com/compatible-mode/v1',
		'https://dashscope.aliyuncs.com/compatible-mode/v1',
	],
	// Azure: the resource, its API of today, and a deployment of the older one.
	['https://name.openai.azure.com/', 'https://name.openai.azure.com/openai/v1'],
	['https://name.openai.azure.com/openai/v1/', 'https://name.openai.azure.com/openai/v1'],
	[
		'https://name.openai.azure.com/openai/deployments/gpt-image/images/edits?api-version=2025-04-01-preview',
		'https://name.openai.azure.com/openai/deployments/gpt-image',
	],
	[
		'https://name.openai.azure.com/openai/deployments/gpt-image?api-version=2025-04-01-preview',
		'https://name.openai.azure.com/openai/deployments/gpt-image',
	],
	// Calls.
	['https://api.example.com/v1/images/edits', 'https://api.example.com/v1'],
	['https://api.example.com/v1/images/edits/', 'https://api.example.com/v1'],
	['https://api.example.com/images/generations', 'https://api.example.com/v1'],
	['https://api.example.com/v1/images/edits/async', 'https://api.example.com/v1'],
	['https://api.example.com/v1/models', 'https://api.example.com/v1'],
	['https://api.example.com/v1/responses', 'https://api.example.com/v1'],
	['https://api.example.com/v1/chat/completions', 'https://api.example.com/v1'],
	['https://api.example.com/v1/openai/images/generations', 'https://api.example.com/v1/openai'],
	['https://openrouter.ai/api/v1/images', 'https://openrouter.ai/api/v1'],
	['https://openrouter.ai/api/v1/images/models', 'https://openrouter.ai/api/v1'],
	['https://img.example.com/images', 'https://img.example.com/images/v1'],
	[
		'https://relay.example.com/v1beta/models/gemini-3-pro-image:generateContent',
		'https://relay.example.com/v1beta',
	],
	['https://api.example.com/v1?key=1#top', 'https://api.example.com/v1'],
];
