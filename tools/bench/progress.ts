import type { Failure, Measurement } from './types';

export interface Progress {
	/** Says that a measurement begins, and how it ended. */
	follow(title: string, running: Promise<Failure | Measurement>): Promise<Failure | Measurement>;
}

export function showProgress(total: number, write: (text: string) => void): Progress {
	let begun = 0;
	return {
		async follow(title, running) {
			write(`[${++begun}/${total}] ${title} … `);
			const measured = await running;
			write(`${'failure' in measured ? measured.failure : summaryOf(measured)}\n`);
			return measured;
		},
	};
}

function summaryOf({ milliseconds, peakBytes, pictures }: Measurement): string {
	const memory = `peak ${Math.round(peakBytes / 1e6)} MB`;
	return pictures === 0 ? memory : `${(milliseconds / 1000).toFixed(2)} s, ${memory}`;
}
