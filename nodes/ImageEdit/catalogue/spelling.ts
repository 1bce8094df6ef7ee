import type { PictureRole } from './types';

/** How gateways write a vendor's model: `openai/gpt-image-2`, `GPT-Image-2`, `gpt-image-2-vip`. */
interface Ending {
	readonly text: string;
	/** The vendor's own model under another name; the others are channels with limits of their own. */
	readonly isSame?: true;
	/** Image slots that the channel does not have. */
	readonly without?: readonly PictureRole[];
}

/** Source: documents of apiyi and laozhang, 2026-11. */
const endings: readonly Ending[] = [
	{ text: ':official', isSame: true },
	{ text: '-official', isSame: true },
	{ text: '-vip', without: ['mask', 'markup'] },
	{ text: '-all' },
	{ text: '-web' },
	{ text: '-ext' },
	{ text: '-preview' },
];

export interface Spelling {
	/** The id as a vendor would write it, in lower case. */
	readonly id: string;
	/** Whether it is the vendor's own model, with the vendor's limits. */
	readonly isSame: boolean;
	readonly without: readonly PictureRole[];
}

/** Of names before an id, and of endings behind it: nobody writes more of either. */
const mostParts = 5;

/** Every id that a gateway's spelling may stand for, the nearest first; the spelling itself is not among them. */
export function spellingsOf(id: string): readonly Spelling[] {
	const parts = id.toLowerCase().split('/');
	const begins = parts.map((_part, index) => index).slice(-mostParts);
	const whole = [...new Set([0, ...begins])].map(
		(index): Spelling => ({ id: parts.slice(index).join('/'), isSame: true, without: [] }),
	);
	return [...whole, ...whole.flatMap((spelling) => withoutEndings(spelling))];
}

function withoutEndings(spelling: Spelling, most = mostParts): readonly Spelling[] {
	if (most === 0) return [];
	const ending = endings.find(({ text }) => spelling.id.endsWith(text) && spelling.id !== text);
	if (!ending) return [];
	const shorter: Spelling = {
		id: spelling.id.slice(0, -ending.text.length),
		isSame: spelling.isSame && ending.isSame === true,
		without: [...spelling.without, ...(ending.without ?? [])],
	};
	return [shorter, ...withoutEndings(shorter, most - 1)];
}
