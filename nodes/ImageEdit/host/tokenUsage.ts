import type { IExecuteFunctions } from 'n8n-workflow';
import { accumulateTokenUsage } from 'n8n-workflow';

type Usage = Readonly<Record<string, unknown>>;

/** Tells n8n's own token accounting, in an n8n that has one (2.40 has, older ones may not). */
export function countTokens(context: IExecuteFunctions, usage: Usage | undefined): void {
	if (!usage || typeof accumulateTokenUsage !== 'function') return;
	const input = first(usage, ['input_tokens', 'prompt_tokens', 'promptTokenCount']);
	const output = first(usage, ['output_tokens', 'completion_tokens', 'candidatesTokenCount']);
	if (input + output > 0) accumulateTokenUsage(context, input, output);
}

const first = (usage: Usage, names: readonly string[]): number =>
	Number(names.map((name) => usage[name]).find((count) => typeof count === 'number') ?? 0);
