import type { Locator } from 'playwright-core';

/** A user's hand, counted. */
export interface Hand {
	readonly clicks: number;
	/** What was typed into which field, searches included. */
	readonly typed: ReadonlyArray<{ readonly field: string; readonly text: string }>;
	click(target: Locator): Promise<void>;
	type(field: string, target: Locator, text: string): Promise<void>;
}

export function newHand(): Hand {
	let clicks = 0;
	const typed: Array<{ field: string; text: string }> = [];
	return {
		get clicks() {
			return clicks;
		},
		typed,
		async click(target) {
			await target.click();
			clicks += 1;
		},
		async type(field, target, text) {
			await target.fill(text);
			typed.push({ field, text });
		},
	};
}
