import { chargeOf, tokenCost } from '../../nodes/ImageEdit/answer/charge';

it.each([
	['OpenRouter', {}, { cost: 0.039, total_tokens: 9 }, 0.039],
	['a usage that stands in the answer alone', { usage: { cost: 0 } }, undefined, 0],
	['a relay', { data: { cost: 0.2 } }, undefined, 0.2],
	['APIMart', { credits_cost: 7 }, undefined, 7],
	['evolink', { usage: { credits_reserved: 1.5 } }, undefined, 1.5],
	['none that tells', { data: [], usage: { cost: '0.1' } }, { cost: -1 }, undefined],
	['no answer', undefined, undefined, undefined],
])('reads the charge of %s', (_who, body, usage, charge) => {
	expect(chargeOf(body, usage)).toBe(charge);
});

describe('the cost by tokens', () => {
	const price = { textIn: 5, imageIn: 8, imageOut: 30 };
	const usage = {
		input_tokens: 1_250,
		input_tokens_details: { image_tokens: 1_000, text_tokens: 250 },
		output_tokens: 2_000,
	};

	it('counts each kind at its own price', () => {
		expect(tokenCost(usage, price)).toBeCloseTo(0.00125 + 0.008 + 0.06, 9);
	});

	it.each([
		['the kinds of what went in', { ...usage, input_tokens_details: undefined }],
		['what came out', { ...usage, output_tokens: undefined }],
		['a whole number', { ...usage, output_tokens: 1.5 }],
		['anything', undefined],
	])('is not known where a response does not tell %s', (_what, told) => {
		expect(tokenCost(told, price)).toBeUndefined();
	});
});
