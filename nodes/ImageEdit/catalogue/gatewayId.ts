/** The values of the credential's Gateway: saved in workflows, so none of them ever changes. */
export type GatewayId =
	| 'aiid'
	| 'bella'
	| 'chatCompletions'
	| 'dddai'
	| 'gemini'
	| 'gptplus'
	| 'openAiCompatible'
	| 'openRouter'
	| 'zhongzhuan';
