import type { IExecuteFunctions } from 'n8n-workflow';

/** Below this many items a run is over before anyone looks. */
const least = 20;

/**
 * Tells of each tenth of a long run, in n8n's log and in the console of the browser that started it: n8n
 * shows nothing else of a node that works.
 */
export class Progress {
	private done = 0;
	private failed = 0;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly total: number,
	) {}

	onItem(hasFailed: boolean): void {
		this.done++;
		if (hasFailed) this.failed++;
		if (this.total < least || this.done % Math.ceil(this.total / 10) > 0) return;
		const failed = this.failed > 0 ? `, ${this.failed} failed` : '';
		const message = `${this.context.getNode().name}: ${this.done} of ${this.total} items done${failed}`;
		this.context.logger?.info(message);
		this.context.sendMessageToUI?.(message);
	}
}
