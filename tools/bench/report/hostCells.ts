import { overIdle } from '../host/measureHost';
import type { HostMemory, Inhabitant } from '../types';
import { labelOf, titleOf } from '../labels';

export const hostHead = ['', 'Idle', 'Peak', 'Memory over idle', 'Runs'] as const;

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en-GB')} MB`;

/** One line for each contestant of each case. */
export function hostRows(host: readonly HostMemory[]): string[][] {
	return host.flatMap((one) =>
		(Object.keys(one.peaks) as Inhabitant[]).flatMap((inhabitant) => {
			if (inhabitant === 'idle') return [];
			const { idle, over, peak } = overIdle(one, inhabitant);
			const label = `${labelOf(inhabitant, { realOpenAi: true })}, ${titleOf(one.work)}`;
			const runs = one.peaks[inhabitant]?.length ?? 0;
			if (runs === 0) return [[label, megabytes(idle), 'did not come to its end', '', '0']];
			return [[label, megabytes(idle), megabytes(peak), megabytes(over), String(runs)]];
		}),
	);
}
