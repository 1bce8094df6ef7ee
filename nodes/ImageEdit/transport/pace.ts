import type { Attempted } from '../shared/attempt';
import { attempt } from '../shared/attempt';

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Ends early, by rejecting, when the execution is cancelled. */
	sleep(milliseconds: number): Promise<void>;
	/** From 0 to 1. */
	random(): number;
}

/**
 * When orders may start: evenly spread over a minute, and none while the gateway wants all to wait.
 */
export class Pace {
	private nextStart = 0;
	private pausedUntil = 0;
	/** When the orders under way were sent, the earliest first. */
	private readonly underWay = new Set<{ readonly at: number }>();
	private gotThroughAt = -Infinity;
	/** Pauses in a row, with no order between them that got through. */
	pauses = 0;
	/** Milliseconds spent waiting for the limit of requests per minute. */
	heldByLimit = 0;
	/** Milliseconds spent waiting because the gateway asked for it. */
	heldByGateway = 0;

	constructor(
		private readonly clock: Clock,
		/** 0 = no limit. */
		private readonly requestsPerMinute: number,
	) {}

	/** Nobody starts before this many milliseconds have passed: a rate limit is meant for all. */
	pause(milliseconds: number): void {
		const now = this.clock.now();
		// Orders that are refused together make one pause.
		if (this.pausedUntil <= now) this.pauses++;
		this.pausedUntil = Math.max(this.pausedUntil, now + milliseconds);
	}

	/** Gives an order in its turn. */
	async send<T>(order: () => Promise<T>): Promise<Attempted<T>> {
		const sent = { at: this.clock.now() };
		this.underWay.add(sent);
		const tried = await attempt(order);
		this.underWay.delete(sent);
		if (tried.ok) {
			this.gotThroughAt = this.clock.now();
			this.pauses = 0;
		}
		return tried;
	}

	/** Whether the gateway has served orders since then, or works on one that it had by then. */
	servesSince(time: number): boolean {
		const [earliest] = this.underWay;
		return this.gotThroughAt >= time || (earliest !== undefined && earliest.at <= time);
	}

	/** Resolves when the next order may start. */
	async turn(): Promise<void> {
		for (;;) {
			const pause = this.pausedUntil - this.clock.now();
			if (pause > 0) {
				this.heldByGateway += pause;
				await this.clock.sleep(pause);
			} else if (await this.start()) return;
		}
	}

	/** @returns false when a pause began while this one waited: its turn is over then */
	private async start(): Promise<boolean> {
		if (this.requestsPerMinute === 0) return true;
		const now = this.clock.now();
		const start = Math.max(now, this.nextStart);
		this.nextStart = start + 60_000 / this.requestsPerMinute;
		if (start === now) return true;
		this.heldByLimit += start - now;
		await this.clock.sleep(start - now);
		return this.pausedUntil <= this.clock.now();
	}
}
