import type { Walk } from '../../nodes/ImageEdit/image/walk';
import { find, pass, skip, take, until, Walker } from '../../nodes/ImageEdit/image/walk';

const letters = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const dot = '.'.charCodeAt(0);

/** Takes, passes and skips by turns, and tells what it got. */
function* all(got: string[]): Walk {
	got.push(letters(yield take(3)));
	yield skip(2);
	got.push(letters(yield take(0)));
	yield pass(4);
	yield find(dot);
	got.push(letters(yield until(dot, 5)), letters(yield until(dot, 3)), letters(yield take(1)));
}

it.each([1, 2, 3, 5, 100])('walks through chunks of %d bytes as through one', (chunk) => {
	const [got, passed]: [string[], string[]] = [[], []];
	const walker = new Walker(all(got), (bytes) => passed.push(letters(bytes)));
	const bytes = Buffer.from('abc--1234??.de.fghiX and more');
	for (let at = 0; at < bytes.length; at += chunk) walker.see(bytes.subarray(at, at + chunk));
	expect(got).toEqual(['abc', '', 'de.', 'fgh', 'i']);
	expect(passed.join('')).toBe('1234');
	expect([walker.isDone(), walker.at]).toEqual([true, 'abc--1234??.de.fghi'.length]);
});

describe('a walk is done', () => {
	function* skipping(): Walk {
		yield take(2);
		yield skip(8);
	}
	const seen = (walk: Walk, count: number) => {
		const walker = new Walker(walk);
		walker.see(Buffer.alloc(count));
		return walker;
	};

	it.each([
		[1, undefined, false],
		[2, undefined, false],
		[9, undefined, false],
		[10, undefined, true],
		[1, 10, false],
		[2, 10, true],
		[2, 9, true],
		[2, 11, false],
		[5, 10, true],
		[1, 1, true],
		[1, 2, false],
	])('after %d bytes of %j: %p', (count, size, isDone) => {
		expect(seen(skipping(), count).isDone(size)).toBe(isDone);
	});

	it('not where something is taken behind what is skipped', () => {
		function* further(): Walk {
			yield skip(8);
			yield take(1);
		}
		expect(seen(further(), 2).isDone(9)).toBe(false);
		expect(seen(further(), 2).isDone(8)).toBe(true);
		expect(seen(further(), 2).isDone(7)).toBe(true);
		function* taking(): Walk {
			yield take(8);
		}
		expect(seen(taking(), 2).isDone(8)).toBe(false);
		expect(seen(taking(), 2).isDone(7)).toBe(false);
	});

	it('with what it does at the end of what is skipped', () => {
		const told: string[] = [];
		function* telling(): Walk {
			yield skip(8);
			told.push('told');
		}
		const walker = seen(telling(), 2);
		expect([walker.isDone(9), told]).toEqual([false, []]);
		expect([walker.isDone(8), walker.at, told]).toEqual([true, 8, ['told']]);
	});
});
