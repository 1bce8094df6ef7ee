import { isJsonObject } from '../shared/json';

/**
 * What a call really cost, in the gateway's own unit, where its answer tells: OpenRouter's `usage.cost`,
 * `data.cost` of relays, APIMart's `credits_cost`, evolink's `usage.credits_reserved`.
 */
export function chargeOf(body: unknown, usage: unknown): number | undefined {
	const bags = [usage, isJsonObject(body) ? body.usage : undefined].filter(isJsonObject);
	const answer = isJsonObject(body) ? body : {};
	const data = isJsonObject(answer.data) ? answer.data : {};
	const told = [
		...bags.map(({ cost }) => cost),
		data.cost,
		answer.credits_cost,
		data.credits_cost,
		...bags.map((bag) => bag.credits_reserved),
	];
	return told.find(
		(amount): amount is number =>
			typeof amount === 'number' && Number.isFinite(amount) && amount >= 0,
	);
}

/** US dollars for a million tokens. */
export type TokenPrice = Readonly<Record<'imageIn' | 'imageOut' | 'textIn', number>>;

/**
 * What a call cost by its tokens, in US dollars, where the response tells each kind of them, as OpenAI's does
 * (`usage.input_tokens_details`). Tokens from a cache cost less, which nothing tells how much.
 * @returns undefined where a kind is not told
 */
export function tokenCost(usage: unknown, price: TokenPrice): number | undefined {
	if (!isJsonObject(usage) || !isJsonObject(usage.input_tokens_details)) return undefined;
	const { image_tokens: imageIn, text_tokens: textIn } = usage.input_tokens_details;
	const tokens = { imageIn, textIn, imageOut: usage.output_tokens };
	let cost = 0;
	for (const kind of ['imageIn', 'imageOut', 'textIn'] as const) {
		const count = tokens[kind];
		if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) return undefined;
		cost += (count * price[kind]) / 1e6;
	}
	return cost;
}
