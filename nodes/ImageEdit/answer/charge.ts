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
