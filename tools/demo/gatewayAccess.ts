import { startGateway } from '../gateway/startGateway';

export interface GatewayAccess {
	readonly label: string;
	/** Data of the credential type `imageGatewayApi`. */
	readonly credential: {
		readonly gateway: string;
		readonly baseUrl: string;
		readonly apiKey: string;
	};
	close(): Promise<void>;
}

/** The gateway that the environment names, or the local one: its OpenAI dialect serves every model. */
export async function openGateway(env: NodeJS.ProcessEnv): Promise<GatewayAccess> {
	const baseUrl = env.IMAGE_GATEWAY_BASE_URL ?? '';
	const apiKey = env.IMAGE_GATEWAY_API_KEY ?? '';
	if ((baseUrl === '') !== (apiKey === '')) {
		throw new Error(
			'Set both IMAGE_GATEWAY_BASE_URL and IMAGE_GATEWAY_API_KEY, or neither for the local gateway.',
		);
	}
	if (baseUrl !== '') {
		const gateway = env.IMAGE_GATEWAY_DIALECT || 'openAiCompatible';
		if (!URL.canParse(baseUrl)) throw new Error('IMAGE_GATEWAY_BASE_URL is not a complete URL.');
		const label = `${new URL(baseUrl).host} (${gateway})`;
		return { label, credential: { gateway, baseUrl, apiKey }, close: async () => undefined };
	}

	const local = await startGateway();
	return {
		label: `the local gateway at ${local.origin}`,
		credential: {
			gateway: 'openAiCompatible',
			baseUrl: local.baseUrl('openai'),
			apiKey: local.apiKey,
		},
		close: async () => await local.close(),
	};
}
