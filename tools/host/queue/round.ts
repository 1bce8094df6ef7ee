import { samplePicture } from '../../painter/samples';
import type { LedgerRow } from '../../gateway/ledger';
import { until } from '../until';
import { isUnderWay, listExecutions, type ListedExecution } from '../runInHost';
import type { QueueStage } from './queueStage';
import { orderPath } from './workflows';

export interface EndedRound {
	readonly executions: readonly ListedExecution[];
	/** What was paid for. */
	readonly ledger: readonly LedgerRow[];
	/** From the first order to the end of the last execution. */
	readonly seconds: number;
}

/** Orders that were placed at the same time. */
export interface Round {
	/** Waits until so many of their pictures are paid for. */
	untilBought(pictures: number): Promise<void>;
	/** Waits until none of the executions is under way. */
	untilEnd(): Promise<EndedRound>;
}

const PATIENCE_MS = 90_000;

/** Sends one picture with each order; what the gateway remembers is forgotten before. */
export async function startRound(stage: QueueStage, orders: number): Promise<Round> {
	const { gateway, host, ids: workflows } = stage;
	gateway.reset();
	const picture = new Uint8Array(await samplePicture('mug', { width: 256 }));
	const place = async (order: number) => {
		const answer = await fetch(`${host.url}/webhook/${orderPath}?order=${order}`, {
			method: 'POST',
			headers: { 'content-type': 'image/png' },
			body: picture,
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`The webhook answered ${answer.status}: ${text}`);
		return text;
	};
	const started = Date.now();
	const ids = await Promise.all(Array.from({ length: orders }, (_, order) => place(order + 1)));
	return {
		async untilBought(pictures) {
			const count = async () => gateway.ledger.length;
			const isEnough = (bought: number) => bought >= pictures;
			await until('Pictures paid for', count, isEnough, PATIENCE_MS);
		},
		async untilEnd() {
			const isEnd = (listed: readonly ListedExecution[]) =>
				listed.length === ids.length && !listed.some(({ status }) => isUnderWay(status));
			const read = async () =>
				(await listExecutions(host, workflows.orders)).filter(({ id }) => ids.includes(id));
			const executions = await until('Executions', read, isEnd, PATIENCE_MS);
			const ends = executions.map(({ stoppedAt }) => Date.parse(stoppedAt ?? ''));
			const seconds = (Math.max(...ends) - started) / 1000;
			return { executions, ledger: [...gateway.ledger], seconds };
		},
	};
}
