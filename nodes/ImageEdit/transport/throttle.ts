import type { Attempted } from '../shared/attempt';
import { attempt } from '../shared/attempt';
import type { Clock } from './clock';
import { ConcurrencyLimit } from './concurrencyLimit';
import { RateLimit } from './rateLimit';
import type { Start } from './recentStarts';
import { RecentStarts } from './recentStarts';

/** What the user set. */
export interface ThrottleSettings {
	/** The most requests under way at once. */
	readonly concurrency: number;
	/** 0 = no limit. */
	readonly requestsPerMinute: number;
}

/** A request under way. */
interface Sent extends Start {
	/** Those under way when it was sent. */
	others: readonly Sent[];
}

/** A rate limit that a request met. */
export interface Refusal {
	/** Milliseconds that the gateway asks all requests to wait. */
	readonly wait?: number;
}

/** Waits are taken in steps, so that none outlives its run for long. */
const maxStep = 500;
/** A request that has been under way for so many times what a refusal takes was accepted. */
const settledAfter = 3;

/**
 * When requests may start: as many at once and as many in a time as the gateway serves and the user
 * allows, in the order of asking. Both limits are found from what is served and refused; see
 * `concurrencyLimit` and `rateLimit`, and `recentStarts` for how they are told apart. What the gateway asks
 * for holds for all.
 */
export class Throttle {
	/** Milliseconds spent waiting for the limit of requests per minute. */
	heldByLimit = 0;
	/** Milliseconds spent waiting because the gateway asked for it, or had refused. */
	heldByGateway = 0;
	/** Requests that the gateway refused for a rate limit. */
	refusals = 0;

	/** Those for the number of requests at once. */
	private refusalsForNumber = 0;
	private readonly atOnce: ConcurrencyLimit;
	private readonly inTime = new RateLimit();
	private readonly recent = new RecentStarts();
	private readonly underWay = new Set<Sent>();
	private readonly waiting: Array<() => void> = [];
	private isStarting = false;
	private onChange: Array<() => void> = [];
	private lastStart = -Infinity;
	private nextStart: number;
	private pausedUntil = 0;
	/** When it was last seen that none is served, for no known reason. */
	private restartedAt = -Infinity;
	private gotThroughAt = -Infinity;

	constructor(
		private readonly clock: Clock,
		private readonly settings: ThrottleSettings,
		/**
		 * When the limit of requests per minute allows the next, in milliseconds since 1970; kept by who wants
		 * to go on with it later, in another process perhaps.
		 */
		private readonly memory: { nextStart: number } = { nextStart: 0 },
	) {
		this.atOnce = new ConcurrencyLimit(settings.concurrency);
		const left = Math.min(this.minuteShare, Math.max(0, memory.nextStart - clock.date()));
		this.nextStart = clock.now() + left;
	}

	/** How many the gateway serves at once, where it refused for hardly anything but the number of this run's. */
	get servedAtOnce(): number | undefined {
		return this.refusalsForNumber < 0.8 * this.refusals ? undefined : this.atOnce.found;
	}

	/**
	 * Sends a request in its turn.
	 * @param isAgain whether it was just refused: it goes before those that wait for the first time
	 * @param refusalOf the rate limit, where what a request failed with is one
	 */
	async send<T>(
		request: () => Promise<T>,
		isAgain: boolean,
		refusalOf: (error: unknown) => Refusal | undefined,
	): Promise<Attempted<T>> {
		const sent = await this.turn(isAgain);
		const tried = await attempt(request);
		this.underWay.delete(sent);
		const refusal = tried.ok ? undefined : refusalOf(tried.error);
		if (tried.ok) this.onServed(sent);
		else if (refusal) this.onRefused(sent, refusal.wait);
		// Each would hold all that were sent before it.
		sent.others = [];
		this.changed();
		return tried;
	}

	/** Nobody starts before this many milliseconds have passed. */
	pause(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + milliseconds);
		this.changed();
	}

	/** Whether the gateway has served requests since then, or works on one that it had by then. */
	servesSince(time: number): boolean {
		const [earliest] = this.underWay;
		return this.gotThroughAt >= time || (earliest !== undefined && earliest.at <= time);
	}

	private async turn(isAgain: boolean): Promise<Sent> {
		if (this.isStarting) {
			await new Promise<void>((resolve) => {
				if (isAgain) this.waiting.unshift(resolve);
				else this.waiting.push(resolve);
			});
		}
		this.isStarting = true;
		const waited = await attempt(async () => await this.untilAllowed());
		const now = this.clock.now();
		const others = [...this.underWay];
		const isTry = waited.ok && this.atOnce.onStart(now, others.length);
		const sent: Sent = { at: now, isTry, others, level: others.length, isRefused: false };
		if (waited.ok) {
			this.underWay.add(sent);
			this.recent.add(sent);
			this.lastStart = now;
			this.nextStart = Math.max(now, this.nextStart) + this.minuteShare;
			this.memory.nextStart = this.clock.date() + this.nextStart - now;
		}
		const next = this.waiting.shift();
		if (next) next();
		else this.isStarting = false;
		if (!waited.ok) throw waited.error;
		return sent;
	}

	private get minuteShare(): number {
		const { requestsPerMinute } = this.settings;
		return requestsPerMinute === 0 ? 0 : 60_000 / requestsPerMinute;
	}

	private async untilAllowed(): Promise<void> {
		for (;;) {
			const now = this.clock.now();
			const byGateway = this.gatewayDelay(now);
			const byLimit = this.minuteShare > 0 ? this.nextStart - now : 0;
			const delay = Math.max(byGateway, byLimit);
			if (delay <= 0) return;
			const change = new Promise<undefined>((resolve) =>
				this.onChange.push(() => resolve(undefined)),
			);
			const waits =
				delay === Infinity
					? [change]
					: // A sleep that is cancelled when nobody waits for it any more is no failure.
						[change, attempt(async () => await this.clock.sleep(Math.min(delay, maxStep)))];
			const first = await Promise.race(waits);
			if (first && !first.ok) throw first.error;
			const passed = this.clock.now() - now;
			if (byLimit >= byGateway) this.heldByLimit += passed;
			else if (this.refusals > 0) this.heldByGateway += passed;
		}
	}

	/** Milliseconds until the gateway takes the next request; Infinity = when one ends. */
	private gatewayDelay(now: number): number {
		return Math.max(
			this.pausedUntil - now,
			this.inTime.delay(now, this.lastStart),
			this.atOnce.delay(now, this.underWay.size),
		);
	}

	private onServed(sent: Sent): void {
		const now = this.clock.now();
		this.gotThroughAt = now;
		this.atOnce.onServed(now, sent, acceptedAmong(sent.others) + 1);
		this.inTime.onServed(now);
		this.recent.onServed();
	}

	private onRefused(sent: Sent, wait: number | undefined): void {
		const now = this.clock.now();
		sent.isRefused = true;
		sent.level = acceptedAmong(sent.others);
		this.refusals++;
		if (wait !== undefined) this.pause(wait);
		if (this.inTime.isFree && this.recent.isForNumber(sent, now)) {
			this.refusalsForNumber++;
			this.atOnce.onRefused(now, sent, wait ?? 0, this.clock.random());
			return;
		}
		// It was sent before that was known.
		if (sent.at < this.restartedAt) return;
		const took = now - sent.at;
		const accepted = this.recent.accepted(now, now - settledAfter * took);
		const own = this.inTime.onRefused(now, sent.at, accepted, wait ?? 0, this.clock.random());
		if (!this.inTime.isFree) {
			this.atOnce.release();
			return;
		}
		this.atOnce.restart(now, took);
		this.restartedAt = now;
		if (wait === undefined) this.pause(own);
	}

	private changed(): void {
		const waiting = this.onChange;
		this.onChange = [];
		for (const resolve of waiting) resolve();
	}
}

const acceptedAmong = (others: readonly Sent[]) =>
	others.filter(({ isRefused }) => !isRefused).length;
