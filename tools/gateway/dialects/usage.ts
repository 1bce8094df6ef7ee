const inputImageTokens = 323;
const outputImageTokens = 1056;

export function usageOf(prompt: string, count: number): object {
	const textTokens = Math.ceil(prompt.length / 4);
	const outputTokens = outputImageTokens * count;
	return {
		input_tokens: textTokens + inputImageTokens,
		input_tokens_details: { image_tokens: inputImageTokens, text_tokens: textTokens },
		output_tokens: outputTokens,
		total_tokens: textTokens + inputImageTokens + outputTokens,
	};
}
