/**
 * Milliseconds between tries for more at first, so that the first refusal arrives before many more are
 * sent: `firstSpacing` ÷ those under way, then three times what a refusal takes.
 */
const [firstSpacing, minSpacing, spacingRefusals] = [50, 15, 3];
/** Milliseconds until a limit that was found is tried again: twice as long after each try in vain. */
const firstWait = 1_000;
/** The longest of these waits: so many times what a request takes, more where one is served at once. */
const [waitLatencies, waitRequests, minLongestWait] = [2.5, 5, 3_000];
/** Until a request has been served, nobody knows how long one takes. */
const [unknownWait, unknownLatency] = [60_000, 1_000];
/**
 * One request is left out for one latency, at least for `minWindow`; the next time after so many times as
 * long, later where few are served.
 */
const [windowLatencies, windowRequests, minWindow] = [3, 20, 1_000];
/** Where more are served at once, they end so often that others get in between. */
const mostWithWindows = 10;
/** Others are taken to be there for so many times what a request takes after a sign of them. */
const signLatencies = 20;
/** As long as they are, one more is tried each time two requests could have followed each other. */
const [sharedLatencies, minSharedWait] = [2, 300];
/** The share of its requests beyond the first that a run then gives up after a try in vain. */
const yieldShare = 0.35;
/** A wait that the gateway asks for costs all requests: trying is worth it the less often. */
const waitsBetweenTries = 9;

interface Started {
	/** Milliseconds. */
	readonly at: number;
	/** Whether it was one more than were to be under way. */
	readonly isTry: boolean;
}

interface Refused extends Started {
	/** How many others the gateway had accepted. */
	readonly level: number;
}

/**
 * How many requests a gateway serves at once, found from what it serves and refuses.
 *
 * Theory: congestion avoidance of TCP (Jacobson 1988; RFC 5681), with the number of requests under way in
 * the place of the window.
 * - It begins with one and tries one more, and one more, up to the user's Concurrency. A refused try tells
 *   what the gateway serves at once. From then on the next one starts when one ends, which a gateway does
 *   not refuse, and now and then one more is tried.
 * - Runs that share a gateway know nothing of each other. So that another one gets in at all, one
 *   request is left out for a while now and then.
 * - A refusal at a number that was served before is a sign of others. As long as they are there, more is
 *   tried more often, one at a time, and after each try in vain a share of the requests is given up:
 *   additive increase and multiplicative decrease lead to fair shares (Chiu and Jain 1989), since who has
 *   more gives up more. When tries succeed one after the other, they follow each other ever faster: the
 *   others have left.
 * - A refused request that took the place of another may be a passing matter: its place is tried again
 *   soon, and only a second refusal is a sign.
 */
export class ConcurrencyLimit {
	/** How many may be under way. */
	private limit = 0;
	/** One more may start from then on. */
	private growAt = 0;
	/** Milliseconds by which a try for one more comes later, where the gateway asked for a wait. */
	private waitForTry = 0;
	private growthWait = firstWait;
	/** Tries that succeeded one after the other while others were there. */
	private inRow = 0;
	/** How many were served at once of late, by requests that took the place of others. */
	private proven = 0;
	/** The most of these ever. */
	private most = 0;
	private firstServed: number | undefined;
	private wasRefused = false;
	private loweredAt = -Infinity;
	/** The last sign of others. */
	private signAt = -Infinity;
	/** Refusals in a row while none was under way. */
	private shutOut = 0;
	/** One request is left out from the next end on, and until then. */
	private isWindowDue = false;
	private windowUntil = -Infinity;
	private nextWindow = -Infinity;
	/** Averages in milliseconds; 0 = not known. */
	private refusalTime = 0;
	private latency = 0;

	/** @param max the user's Concurrency */
	constructor(private readonly max: number) {}

	/** How many the gateway serves at once; undefined while that is not known, or depends on others. */
	get found(): number | undefined {
		return this.wasRefused && this.signAt === -Infinity && this.most > 0 ? this.most : undefined;
	}

	/**
	 * @param now milliseconds
	 * @param underWay how many are under way
	 * @returns milliseconds until the next may start; Infinity = when one ends
	 */
	delay(now: number, underWay: number): number {
		if (this.isWindowDue && this.latency > 0 && underWay < this.limit) this.openWindow(now);
		if (now < this.windowUntil && underWay >= this.limit - 1) return this.windowUntil - now;
		if (underWay < this.limit) return 0;
		if (underWay > this.limit || underWay >= this.max) return Infinity;
		// With none under way, it is no try for more, and costs no other request a wait.
		return this.growAt + (underWay > 0 ? this.waitForTry : 0) - now;
	}

	/** @returns whether it is a try for one more */
	onStart(now: number, underWay: number): boolean {
		if (underWay < this.limit) return false;
		this.limit = underWay + 1;
		if (underWay > 0) this.waitForTry = 0;
		const settled = this.isShared(now) ? this.latency / 2 ** ++this.inRow : 0;
		const first = this.refusalTime === 0 ? firstSpacing / this.limit : 0;
		this.growAt = now + Math.max(minSpacing, spacingRefusals * this.refusalTime, first, settled);
		return true;
	}

	/** @param atOnce how many were served at once, this one included */
	onServed(now: number, { at, isTry }: Started, atOnce: number): void {
		this.latency = average(this.latency, now - at);
		this.shutOut = 0;
		this.firstServed ??= now;
		// One whose response is on its way counts as under way, and a try may have taken its place.
		if (isTry && at >= this.firstServed) return;
		this.proven = Math.max(this.proven, Math.min(this.limit, atOnce));
		this.most = Math.max(this.most, this.proven);
	}

	/**
	 * @param wait milliseconds that it asked for, or 0
	 * @param random from 0 to 1
	 */
	onRefused(now: number, refused: Refused, wait: number, random: number): void {
		const { at, isTry, level } = refused;
		this.wasRefused = true;
		this.refusalTime = average(this.refusalTime, now - at);
		const isBelow = level < this.proven;
		const isInPlace = !isTry && level > 0;
		this.limit = Math.min(this.limit, level);
		if (!isInPlace) this.proven = Math.min(this.proven, level);
		// It was sent before the one that told: the same news.
		if (at < this.loweredAt) return;
		this.loweredAt = now;
		if (isBelow) this.isWindowDue = false;
		if (isBelow && isInPlace) {
			this.growAt = now + Math.max(minSharedWait, this.latency / 2);
		} else {
			if (isBelow) this.signAt = now;
			if (this.isShared(now)) this.share(now, refused, random);
			else this.waitLonger(now, random);
		}
		this.inRow = 0;
		this.waitForTry = waitsBetweenTries * wait;
	}

	/** Refused with none under way, and nobody knows why: it begins anew. */
	restart(now: number, took: number): void {
		this.refusalTime = average(this.refusalTime, took);
		this.limit = 0;
		this.signAt = now;
		this.growAt = now;
	}

	/** What was refused was no matter of how many at once. */
	release(): void {
		this.limit = this.max;
	}

	private share(now: number, { isTry, level }: Refused, random: number): void {
		// Who has none does not get a share by waiting for those who have.
		this.shutOut = level === 0 ? this.shutOut + 1 : 0;
		const latencies = Math.min(sharedLatencies, level === 0 ? 2 ** this.shutOut / 4 : Infinity);
		const wait = Math.max(minSharedWait, latencies * (this.latency || unknownLatency));
		this.growAt = now + wait * jittered(random);
		if (!isTry || level === 0 || this.inRow > 1) return;
		this.limit -= Math.floor((this.limit - 1) * yieldShare + random);
	}

	private waitLonger(now: number, random: number): void {
		// Not in step with the others, who would never meet.
		this.growAt = now + this.growthWait * jittered(random);
		this.growthWait = Math.min(this.longestWait, 2 * this.growthWait);
		this.isWindowDue = this.limit <= mostWithWindows && now >= this.nextWindow;
	}

	private openWindow(now: number): void {
		this.isWindowDue = false;
		const length = Math.max(this.latency, minWindow);
		this.windowUntil = now + length;
		this.growAt = Math.max(this.growAt, now + waitLatencies * length);
		this.nextWindow = now + Math.max(windowLatencies, windowRequests / this.limit) * length;
	}

	private isShared(now: number): boolean {
		return now - this.signAt < (this.latency === 0 ? Infinity : signLatencies * this.latency);
	}

	private get longestWait(): number {
		if (this.latency === 0) return unknownWait;
		const latencies = Math.max(waitLatencies, waitRequests / Math.max(1, this.limit));
		return Math.max(minLongestWait, latencies * this.latency);
	}
}

/** Up to a quarter longer. */
const jittered = (random: number) => 1 + 0.25 * random;

const average = (before: number, now: number) => (before === 0 ? now : 0.7 * before + 0.3 * now);
