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

/** Characters: no vendor's id is as long, and a list may have ten thousand that are. */
const longestId = 100;

/** Every id that a gateway's spelling may stand for, the nearest first; the spelling itself is not among them. */
export function spellingsOf(id: string): readonly Spelling[] {
	const all = id.toLowerCase();
	const tails = tailsOf(all);
	const whole = beginningsOf(all).map((begin) => all.slice(begin));
	const spelled = whole.map((one): Spelling => ({ id: one, isSame: true, without: [] }));
	const shorter = whole.flatMap((one) =>
		tails
			.filter(({ length }) => length < one.length)
			.map(({ length, ...channel }): Spelling => ({ id: one.slice(0, -length), ...channel })),
	);
	return [...spelled, ...shorter].filter((one) => one.id.length <= longestId);
}

/** Where an id may begin: at the front, and behind each of the last names before it. */
function beginningsOf(text: string): readonly number[] {
	const begins: number[] = [];
	for (let at = text.lastIndexOf('/'); at >= 0 && begins.length < mostParts;) {
		begins.unshift(at + 1);
		at = at === 0 ? -1 : text.lastIndexOf('/', at - 1);
	}
	return [0, ...begins];
}

/** How many characters the endings take, one after the other, and what the channel is without them. */
function tailsOf(text: string): ReadonlyArray<Omit<Spelling, 'id'> & { readonly length: number }> {
	const found: Array<Omit<Spelling, 'id'> & { readonly length: number }> = [];
	let rest = text;
	for (let left = mostParts; left > 0; left--) {
		const ending = endings.find((one) => rest.endsWith(one.text) && rest !== one.text);
		if (!ending) break;
		rest = rest.slice(0, -ending.text.length);
		const { isSame = true, without = [] } = found.at(-1) ?? {};
		found.push({
			length: text.length - rest.length,
			isSame: isSame && ending.isSame === true,
			without: [...without, ...(ending.without ?? [])],
		});
	}
	return found;
}
