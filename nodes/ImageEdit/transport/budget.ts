/** What a run may cost. Money is set aside before an order, so that orders in flight count. */
export class Budget {
	/** Whether an order was held back. */
	reached = false;

	/**
	 * @param limit 0 = none
	 * @param purse what was spent; kept by who wants to go on with it later
	 */
	constructor(
		readonly limit: number,
		private readonly purse: { spent: number } = { spent: 0 },
	) {}

	get spent(): number {
		return rounded(this.purse.spent);
	}

	/** Whether so much more stays within the limit. */
	allows(price: number): boolean {
		// Sums of decimal prices are off by a hair in binary.
		return this.limit === 0 || rounded(this.purse.spent + price) <= this.limit;
	}

	/** @returns false when the order would take the run past the limit */
	reserve(price: number): boolean {
		if (!this.allows(price)) {
			this.reached = true;
			return false;
		}
		this.purse.spent += price;
		return true;
	}

	/** An order cost so much more (or less) than was set aside for it. */
	charge(difference: number): void {
		this.purse.spent += difference;
	}

	/** A failed request returns the amount reserved for it. */
	giveBack(price: number): void {
		this.purse.spent -= price;
	}
}

/** To a millionth, without the noise of binary fractions. */
export const rounded = (amount: number): number => Math.round(amount * 1e6) / 1e6;
