import type { IExecuteFunctions } from 'n8n-workflow';
import { accumulateTokenUsage } from 'n8n-workflow';
import { countTokens } from '../../nodes/ImageEdit/host/tokenUsage';

/** n8n has one since 2.40. */
const hasAccount = typeof accumulateTokenUsage === 'function';

/** What n8n is told of a usage. */
function told(usage: Parameters<typeof countTokens>[1]) {
	const counted: unknown[] = [];
	const context = {
		getExecuteData: () => ({}),
		setMetadata: ({ tokenUsage }: { tokenUsage: unknown }) => counted.push(tokenUsage),
	} as unknown as IExecuteFunctions;
	countTokens(context, usage);
	return counted;
}

it.each([
	[{ input_tokens: 7, output_tokens: 9 }, 7, 9],
	[{ prompt_tokens: 7, completion_tokens: 9 }, 7, 9],
	[{ promptTokenCount: 7, candidatesTokenCount: 9 }, 7, 9],
	[{ input_tokens: 7 }, 7, 0],
	[{ output_tokens: 9 }, 0, 9],
	[{ input_tokens: null, prompt_tokens: 7, output_tokens: '9', completion_tokens: 8 }, 7, 8],
	[{ input_tokens: 0, prompt_tokens: 7, output_tokens: 1 }, 0, 1],
])('of %j n8n is told %i and %i', (usage, inputTokens, outputTokens) => {
	expect(told(usage)).toEqual(hasAccount ? [{ inputTokens, outputTokens }] : []);
});

it.each([undefined, {}, { input_tokens: 0, output_tokens: 0 }, { input_tokens: '7' }])(
	'of %j n8n is told nothing',
	(usage) => {
		expect(told(usage)).toEqual([]);
	},
);
