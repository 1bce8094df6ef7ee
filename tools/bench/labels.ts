import type { Results } from './results';
import type { ContestantId, Work } from './types';

export function labelOf(
	contestant: ContestantId,
	{ realOpenAi }: Pick<Results, 'realOpenAi'>,
): string {
	switch (contestant) {
		case 'node':
			return 'This node';
		case 'openAi':
			return realOpenAi ? "n8n's OpenAI node" : "Stand-in for n8n's OpenAI node";
		case 'httpRequest':
			return "n8n's HTTP Request node";
		case 'script':
			return 'axios + form-data script';
		case 'scriptInN8n':
			return "The script in n8n's process";
		case 'bareInN8n':
			return "A bare node:http client in n8n's process";
	}
}

export function titleOf({ concurrency, items, latencyMs, pictureBytes }: Work): string {
	const pictures = `${items.toLocaleString('en-GB')} × ${pictureBytes / 1_000_000} MB`;
	return `${pictures}, ${concurrency} at once, gateway ${latencyMs.toLocaleString('en-GB')} ms`;
}
