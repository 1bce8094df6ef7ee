import fc from 'fast-check';

/** Set by jest.deep.config.js: the long runs, which a contributor need not wait for. */
export const isDeep = process.env.DEEP === '1';

/** From which all cases are drawn, see `jest.config.js`. */
export const seed = Number(process.env.SEED);

/** How often a property is tried: in `npm test` a hundredth of the full number, but not below 50. */
export const runs = (full: number): number =>
	isDeep ? full : Math.min(full, Math.max(50, Math.ceil(full / 100)));

/** The full size of a batch or a file, or what is enough to see the same with less work. */
export const sized = (full: number, small: number): number => (isDeep ? full : small);

/** In `npm test` some of the cases; their titles say which. */
export function sampled<T>(cases: readonly T[], small: number, from = seed): readonly T[] {
	if (isDeep || cases.length <= small) return cases;
	const all = fc.shuffledSubarray([...cases], { minLength: small, maxLength: small });
	return fc.sample(all, { numRuns: 1, seed: from })[0] ?? cases;
}

/** In `npm test` a third of the cases. */
export const some = <T>(cases: readonly T[]): readonly T[] =>
	sampled(cases, Math.ceil(cases.length / 3));
