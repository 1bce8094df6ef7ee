import { chargeOf } from '../../nodes/ImageEdit/answer/charge';

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
