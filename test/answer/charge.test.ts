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

const places: ReadonlyArray<readonly [object, object | undefined]> = [
	[{}, { cost: 1 }],
	[{ usage: { cost: 2 } }, undefined],
	[{ data: { cost: 3 } }, undefined],
	[{ credits_cost: 4 }, undefined],
	[{ data: { credits_cost: 5 } }, undefined],
	[{}, { credits_reserved: 6 }],
	[{ usage: { credits_reserved: 7 } }, undefined],
];

it.each(places.map(([body, usage], at) => ({ body, usage, at })))(
	'of several charges the surest counts: $body, $usage',
	({ at, body, usage }) => {
		expect(chargeOf(body, usage)).toBe(at + 1);
		const rest = places.slice(at);
		const merged = (part: 0 | 1, name: 'data' | 'usage') =>
			Object.assign(
				{},
				...rest.map(([own, given]) =>
					part === 1 ? given : (own as Readonly<Record<string, object>>)[name],
				),
			) as object;
		const all = {
			...(Object.assign({}, ...rest.map(([own]) => own)) as object),
			data: merged(0, 'data'),
			usage: merged(0, 'usage'),
		};
		expect(chargeOf(all, merged(1, 'usage'))).toBe(at + 1);
	},
);

it.each(['0.1', Infinity, NaN, -0.001, null, true])('takes %p for no charge', (cost) => {
	expect(chargeOf({ credits_cost: 4 }, { cost })).toBe(4);
});

it('a kind of tokens of which there are none costs nothing, and one below none is none', () => {
	const of = (image_tokens: unknown, output_tokens: unknown) =>
		tokenCost(
			{ input_tokens_details: { image_tokens, text_tokens: 1_000_000 }, output_tokens },
			{ textIn: 5, imageIn: 8, imageOut: 30 },
		);
	expect(of(0, 0)).toBe(5);
	for (const count of [-1, 0.5, '0', null, undefined]) {
		expect(of(count, 0)).toBeUndefined();
		expect(of(0, count)).toBeUndefined();
	}
});
