import type { Limit } from './limit';
import { limits } from './table';

const rows = limits.map((limit) => [`${limit.what}: ${limit.side} ${limit.at}`, limit] as const);

/** Without the noise of binary fractions. */
const beside = ({ at, step = 1 }: Limit, steps: number) => Number((at + steps * step).toFixed(6));

describe.each(rows)('%s', (_title, limit) => {
	it('is met by what is just as much', async () => {
		expect(await limit.lets(limit.at)).toBe(true);
	});

	it(`${limit.side === 'most' ? 'is met by' : 'stops'} what is a step less`, async () => {
		expect(await limit.lets(beside(limit, -1))).toBe(limit.side === 'most');
	});

	it(`${limit.side === 'least' ? 'is met by' : 'stops'} what is a step more`, async () => {
		expect(await limit.lets(beside(limit, 1))).toBe(limit.side === 'least');
	});
});
