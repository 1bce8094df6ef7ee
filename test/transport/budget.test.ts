import fc from 'fast-check';
import { Budget, rounded } from '../../nodes/ImageEdit/transport/budget';

it('never lets the orders together cost more than the limit', () => {
	const price = fc.integer({ min: 0, max: 500 }).map((cents) => cents / 100);
	const step = fc.record({ price, fails: fc.boolean() });
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 2000 }), fc.array(step), (cents, steps) => {
			const budget = new Budget(cents / 100);
			let spent = 0;
			for (const { fails, price: cost } of steps) {
				const whole = Math.round(cost * 100);
				const allowed = budget.reserve(cost);
				expect(allowed).toBe(spent + whole <= cents);
				if (!allowed) continue;
				if (fails) budget.giveBack(cost);
				else spent += whole;
				expect(budget.spent).toBe(spent / 100);
			}
		}),
	);
});

it('counts orders that are still under way', () => {
	const budget = new Budget(0.1);
	expect([budget.reserve(0.06), budget.reserve(0.06)]).toEqual([true, false]);
	expect(budget.reached).toBe(true);
	budget.giveBack(0.06);
	expect(budget.reserve(0.06)).toBe(true);
});

it('spends the limit to the last', () => {
	const budget = new Budget(0.3);
	expect([0.1, 0.1, 0.1].map((price) => budget.reserve(price))).toEqual([true, true, true]);
	expect(budget.spent).toBe(0.3);
	expect(budget.reserve(0.000001)).toBe(false);
});

it('counts what an order cost more or less than was set aside for it', () => {
	const budget = new Budget(1);
	budget.reserve(0.5);
	budget.charge(0.25);
	expect([budget.spent, budget.allows(0.25), budget.allows(0.26)]).toEqual([0.75, true, false]);
	budget.charge(-0.5);
	expect([budget.spent, budget.allows(0.75)]).toEqual([0.25, true]);
	expect(budget.reached).toBe(false);
});

it('goes on with what was spent before, and leaves it to who kept it', () => {
	const purse = { spent: 0.4 };
	expect(new Budget(0.5, purse).reserve(0.2)).toBe(false);
	expect(new Budget(0.5, purse).reserve(0.1)).toBe(true);
	expect(rounded(purse.spent)).toBe(0.5);
	expect(new Budget(0.5).spent).toBe(0);
});

it('has no limit at 0, and counts all the same', () => {
	const budget = new Budget(0);
	expect(budget.reserve(1e6)).toBe(true);
	expect(budget.reached).toBe(false);
	expect(budget.spent).toBe(1e6);
});

it.each([
	[0.1 + 0.2, 0.3],
	[0.05 / 3, 0.016667],
	[0, 0],
])('rounds %p to %p', (amount, expected) => {
	expect(rounded(amount)).toBe(expected);
});
