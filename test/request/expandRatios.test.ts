import fc from 'fast-check';
import { areaFactor, noExpansion, ratiosToReach } from '../../nodes/ImageEdit/request/expandRatios';
import { refusals } from '../helpers/orders';
import { urlPicture } from '../helpers/pictures';

const sides = ['up', 'down', 'left', 'right'] as const;

const ratios = (...values: readonly [number, number, number, number]) =>
	Object.fromEntries(
		sides.map((side, index) => [`${side}ExpansionRatio`, values[index] as number]),
	) as {
		readonly [side in `${(typeof sides)[number]}ExpansionRatio`]: number;
	};

it.each([
	['16:9', { width: 900, height: 900 }, ratios(0, 0, 0.3888, 0.3888)],
	['9:16', { width: 900, height: 900 }, ratios(0.3888, 0.3888, 0, 0)],
	[' 2 / 1 ', { width: 100, height: 100 }, ratios(0, 0, 0.5, 0.5)],
	['2', { width: 100, height: 100 }, ratios(0, 0, 0.5, 0.5)],
	['1.91:1', { width: 1000, height: 1000 }, ratios(0, 0, 0.455, 0.455)],
	['1:1.25', { width: 1000, height: 1000 }, ratios(0.125, 0.125, 0, 0)],
	['1:1', { width: 1920, height: 1080 }, ratios(0.3888, 0.3888, 0, 0)],
	['4:3', { width: 800, height: 600 }, ratios(0, 0, 0, 0)],
])('reaches %s from %j by growing one side on both ends', (target, size, expected) => {
	const found = ratiosToReach(target, size) ?? ratios(9, 9, 9, 9);
	for (const side of sides) {
		expect(found[`${side}ExpansionRatio`]).toBeCloseTo(expected[`${side}ExpansionRatio`], 3);
	}
});

it('rounds down to four places', () => {
	expect(ratiosToReach('16:9', { width: 900, height: 900 })).toEqual(ratios(0, 0, 0.3888, 0.3888));
});

it('leaves the area as it is where nothing is to be added', () => {
	expect(areaFactor(noExpansion)).toBe(1);
});

it.each([
	'',
	'wide',
	'16:',
	':9',
	'0:9',
	'16:0',
	'-16:9',
	'16:9:4',
	'16.:9',
	'16:9.',
	'Infinity',
	'1e400',
])('takes %p for no ratio', (target) => {
	expect(ratiosToReach(target, { width: 10, height: 10 })).toBeUndefined();
});

it('comes within a pixel in a thousand of the wanted ratio, and never paints more than that', () => {
	const side = fc.integer({ min: 300, max: 8000 });
	const part = fc.integer({ min: 1, max: 32 });
	fc.assert(
		fc.property(side, side, part, part, (width, height, across, along) => {
			const found = ratiosToReach(`${across}:${along}`, { width, height });
			if (!found) throw new Error('not a ratio');
			const wide = width * (1 + found.leftExpansionRatio + found.rightExpansionRatio);
			const high = height * (1 + found.upExpansionRatio + found.downExpansionRatio);
			const wanted = across / along;
			const current = width / height;
			expect(Math.abs(wide / high / wanted - 1)).toBeLessThan(0.001);
			expect(areaFactor(found)).toBeLessThanOrEqual(
				Math.max(wanted / current, current / wanted) + 1e-9,
			);
			expect(Math.min(...Object.values(found))).toBeGreaterThanOrEqual(0);
		}),
	);
});

const kling = { model: 'kling-image', modelName: 'kling-v3', operation: 'expand' } as const;

const pictures = { images: [urlPicture('https://example.com/a.png')] };

const judged = (...values: readonly [number, number, number, number]) =>
	refusals(kling, { values: ratios(...values), pictures });

it('refuses exactly the expansions whose area is more than three times the old', () => {
	const ratio = fc.integer({ min: 0, max: 200 }).map((hundredths) => hundredths / 100);
	fc.assert(
		fc.property(ratio, ratio, ratio, ratio, (up, down, left, right) => {
			fc.pre(up + down + left + right > 0);
			// In whole hundredths, so that the limit itself is judged exactly.
			const whole = (a: number, b: number) => 100 + Math.round(a * 100) + Math.round(b * 100);
			const tooLarge = whole(up, down) * whole(left, right) > 30_000;
			expect(judged(up, down, left, right).length > 0).toBe(tooLarge);
		}),
		{ numRuns: 300 },
	);
});

it.each<[number, number, number, number]>([
	[2, 0, 0, 0],
	[0.5, 0.5, 0.25, 0.25],
	// In binary it is 3.0000000000000004.
	[0.75, 0.75, 0.1, 0.1],
	[0.366, 0.366, 0.366, 0.366],
])('lets %p, %p, %p and %p pass, at or just under the limit', (up, down, left, right) => {
	expect(judged(up, down, left, right)).toEqual([]);
});

it('says how large the picture would become', () => {
	expect(judged(2, 2, 2, 2)).toEqual([
		'Top, Bottom, Left and Right make the image 25.00 times as large, but at most 3 times is allowed. Make them smaller.',
	]);
});

it('refuses an expansion by nothing', () => {
	expect(judged(0, 0, 0, 0)).toEqual([
		expect.stringContaining('Top, Bottom, Left and Right are all 0'),
	]);
});

it('refuses a single ratio beyond 2', () => {
	expect(judged(2.5, 0, 0, 0)).toContain(
		'Top is "2.5", but Kling Image (Kling 3) takes a number from 0 to 2.',
	);
});

describe('ratios that were worked out of Aspect Ratio', () => {
	const reached = (targetAspectRatio: string, width: number, more = {}) => {
		const values = { ...ratiosToReach(targetAspectRatio, { width, height: 100 }), ...more };
		return refusals(kling, { targetAspectRatio, values, pictures });
	};

	it('fit up to three times the area', () => {
		expect(reached('3:1', 100)).toEqual([]);
		expect(reached('3.01:1', 100)).toEqual([
			'Aspect Ratio is "3.01:1", which makes the image 3.01 times as large, but at most 3 times is allowed. Choose one that is closer to the ratio of the image.',
		]);
	});

	it('are not blamed themselves for what the user did not write', () => {
		expect(reached('1:8', 100)).toEqual([expect.stringMatching(/^Aspect Ratio is "1:8", which/)]);
	});

	it('leave nothing to paint where the image has the ratio', () => {
		expect(reached('1:1', 100)).toEqual([
			'Aspect Ratio is "1:1", which the image has already, so nothing would be painted. Choose another.',
		]);
	});

	it('excuse no other value', () => {
		expect(reached('2:1', 100, { n: 99 })).toEqual([
			expect.stringMatching(/^Number of Images is "99"/),
		]);
	});
});

it('counts a side that is not given as 0', () => {
	const values = { upExpansionRatio: 0.5 };
	const texts = refusals({ ...kling, model: 'kling-image' }, { values, pictures });
	expect(texts).toEqual(
		['Bottom', 'Left', 'Right'].map((label) => expect.stringContaining(`${label} is empty`)),
	);
});
