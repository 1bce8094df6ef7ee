import type { Locator } from 'playwright-core';

/** A user's hand, counted. */
export interface Hand {
	readonly clicks: number;
	/** What was typed or uploaded into which field, searches included. */
	readonly typed: ReadonlyArray<{ readonly field: string; readonly text: string }>;
	click(target: Locator): Promise<void>;
	/** Opens a list and takes a row of it: two clicks. */
	choose(pick: () => Promise<void>): Promise<void>;
	type(field: string, target: Locator, text: string): Promise<void>;
	/** Counts as the click on the field and as a field. */
	upload(field: string, target: Locator, file: UploadedFile): Promise<void>;
}

export interface UploadedFile {
	readonly name: string;
	readonly mimeType: string;
	readonly buffer: Buffer;
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
		async choose(pick) {
			await pick();
			clicks += 2;
		},
		async type(field, target, text) {
			await target.fill(text);
			typed.push({ field, text });
		},
		async upload(field, target, file) {
			await target.setInputFiles(file);
			clicks += 1;
			typed.push({ field, text: file.name });
		},
	};
}
