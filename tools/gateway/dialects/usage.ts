const inputImageTokens = 323;
const outputImageTokens = 1056;

interface Usage {
	readonly input_tokens: number;
	readonly input_tokens_details: { readonly image_tokens: number; readonly text_tokens: number };
	readonly output_tokens: number;
	readonly total_tokens: number;
}

export function usageOf(prompt: string, count: number): Usage {
	const textTokens = Math.ceil(prompt.length / 4);
	const outputTokens = outputImageTokens * count;
	return {
		input_tokens: textTokens + inputImageTokens,
		input_tokens_details: { image_tokens: inputImageTokens, text_tokens: textTokens },
		output_tokens: outputTokens,
		total_tokens: textTokens + inputImageTokens + outputTokens,
	};
}
