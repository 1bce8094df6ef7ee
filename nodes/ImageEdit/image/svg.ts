import type { Found, Reading, Walk } from './walk';
import { find, until } from './walk';

/**
 * Whether a text is an SVG: its first element is, behind declarations and comments.
 * @returns undefined while that is still to come
 */
export function isSvg(head: Buffer): boolean | undefined {
	const text = head.toString('utf8').replace(/^\uFEFF/, '');
	for (let at = 0, preambles = 0; preambles <= mostPreambles; preambles++) {
		at += text.slice(at).search(/\S|$/);
		const end = endOfPreamble(text, at);
		if (end === 0) {
			const start = text.slice(at, at + longestName);
			const isCut = start.length < longestName && /^(?:<[\w.:-]*)?$/.test(start);
			return isCut ? undefined : /^<(?:[\w.-]{1,30}:)?svg[\s/>]/.test(start);
		}
		if (end < 0) return undefined;
		at = end;
	}
	return false;
}

/** Declarations and comments; each may be looked for to the end of what is there. */
const mostPreambles = 100;
const longestName = 40;

/** @returns 0 when no preamble begins here, -1 when it has no end yet */
function endOfPreamble(text: string, at: number): number {
	const behind = (mark: string, from = at) => {
		const found = text.indexOf(mark, from);
		return found < 0 ? -1 : found + mark.length;
	};
	if (text.startsWith('<?', at)) return behind('?>');
	if (text.startsWith('<!--', at)) return behind('-->', at + 4);
	if (!/^<!doctype/i.test(text.slice(at, at + 9))) return 0;
	const subset = text.indexOf('[', at);
	const close = behind('>');
	return subset >= 0 && subset < close - 1 ? behind('>', Math.max(behind(']'), at)) : close;
}

const less = 0x3c;
const greater = 0x3e;
/** Bytes of a tag that are looked at. */
const longestTag = 64 * 1024;

/**
 * From tag to tag of an SVG. It is whole when nothing opens or closes behind an end of "svg".
 * Source: SVG 2, 5.1 (svg), 8.2 (viewBox); lengths: CSS Values 4, 6.2.
 */
export function* walkSvg(found: Found): Walk {
	let hasRoot = false;
	for (;;) {
		yield find(less);
		const tag = (yield until(greater, longestTag)).toString('latin1');
		if (tag.startsWith('!--')) yield* goBehind('-->', tag.slice(3));
		else if (tag.startsWith('![CDATA[')) yield* goBehind(']]>', tag);
		else if (tag.startsWith('/')) found.isWhole = /^\/(?:[\w.-]{1,30}:)?svg\s{0,99}>$/.test(tag);
		else if (/^[\w:]/.test(tag)) {
			found.isWhole = !hasRoot && tag.endsWith('/>');
			if (!hasRoot) Object.assign(found, sidesOf(tag), { alpha: true });
			hasRoot = true;
		}
	}
}

function* goBehind(mark: string, seen: string): Reading<void> {
	for (let last = seen; !last.endsWith(mark);) {
		const more = (yield until(greater, longestTag)).toString('latin1');
		last = (last + more).slice(-mark.length);
	}
}

function sidesOf(tag: string): Pick<Found, 'height' | 'width'> {
	const attribute = (name: RegExp) => name.exec(tag)?.[1]?.trim() ?? '';
	const box = attribute(/\sviewBox\s{0,9}=\s{0,9}["']([^"']{0,200})["']/)
		.split(/[\s,]+/)
		.map(Number);
	const [across = NaN, along = NaN] = box.slice(2);
	const isBox = across > 0 && along > 0;
	const given = {
		width: lengthOf(attribute(/\swidth\s{0,9}=\s{0,9}["']([^"']{0,200})["']/)),
		height: lengthOf(attribute(/\sheight\s{0,9}=\s{0,9}["']([^"']{0,200})["']/)),
	};
	// A side that is not given follows from the other and the ratio of the view box.
	const width = given.width ?? (isBox && given.height ? (given.height * across) / along : across);
	const height = given.height ?? (isBox && given.width ? (given.width * along) / across : along);
	const sides = { width: Math.round(width), height: Math.round(height) };
	return sides.width > 0 && sides.height > 0 ? sides : {};
}

const pixels: Readonly<Record<string, number>> = {
	'': 1,
	px: 1,
	in: 96,
	cm: 96 / 2.54,
	mm: 96 / 25.4,
	pt: 96 / 72,
	pc: 16,
};

/** @returns pixels, or undefined for what depends on where it is shown (%, em) */
function lengthOf(text: string): number | undefined {
	const [, digits = '', unit = ''] =
		/^\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})([a-z]{0,3})$/.exec(text) ?? [];
	const length = Number(digits) * (pixels[unit] ?? NaN);
	return length > 0 ? length : undefined;
}
