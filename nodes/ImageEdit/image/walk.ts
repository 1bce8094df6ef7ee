/** What a walk through a file finds. */
export interface Found {
	width?: number;
	height?: number;
	alpha?: boolean;
	/** Shown on its side. */
	turned?: boolean;
	/** Whether the file may end where the walk is now. */
	isWhole?: boolean;
	/** What is wrong with it, as the end of a sentence that begins with its name. */
	damage?: string;
}

/** What a walk wants next of the bytes of a file. */
interface Step {
	/**
	 * `take`: so many bytes. `skip`: go past so many. `find`: go past the next byte of this value.
	 * `pass`: hand so many to the receiver. `until`: take up to the byte `end`, or so many.
	 */
	readonly kind: 'find' | 'pass' | 'skip' | 'take' | 'until';
	readonly n: number;
	readonly end?: number;
}

/** A way through a format, which sees each byte once and holds no more than it takes. */
export type Walk = Reading<void>;
export type Reading<T> = Generator<Step, T, Buffer>;

export const take = (n: number): Step => ({ kind: 'take', n });
export const skip = (n: number): Step => ({ kind: 'skip', n });
export const find = (byte: number): Step => ({ kind: 'find', n: byte });
export const pass = (n: number): Step => ({ kind: 'pass', n });
export const until = (end: number, n: number): Step => ({ kind: 'until', n, end });

/** Bytes: no part of a picture that has to be read at once is longer, and a hostile one may say so. */
export const longestPart = 256 * 1024;

/** A hundred megabytes of an honest file take a tenth of them; a hostile one is given up after two seconds. */
export const mostSteps = 5_000_000;

const nothing = Buffer.alloc(0);

/** Leads a walk through a file whose bytes come in chunks of any size. */
export class Walker {
	/** Bytes that were seen or skipped. */
	at = 0;
	private step: Step | undefined;
	/** Bytes of the step that are still to come. */
	private left = 0;
	private held: Buffer[] = [];
	private steps = 0;

	/** @param receive gets what a walk passes on */
	constructor(
		private readonly walk: Walk,
		private readonly receive: (bytes: Buffer) => void = () => undefined,
	) {
		this.next(nothing);
	}

	see(bytes: Buffer): void {
		let from = 0;
		while (this.step && from < bytes.length) {
			const used = this.use(this.step, bytes, from);
			this.at += used;
			from += used;
		}
	}

	/** Whether the file had more parts than anyone makes: what stands behind them was not looked at. */
	get hasGivenUp(): boolean {
		return this.steps > mostSteps;
	}

	/**
	 * Whether the rest of the file has nothing more to tell.
	 * @param size bytes of the whole file, if they are known: what would only be skipped need not be read
	 */
	isDone(size = Infinity): boolean {
		if (this.step?.kind === 'skip' && this.at + this.left === size) {
			this.at = size;
			this.next(nothing);
		}
		if (!this.step || this.at >= size) return true;
		return this.step.kind === 'skip' && this.at + this.left > size;
	}

	private use({ end, kind, n }: Step, bytes: Buffer, from: number): number {
		if (kind === 'find') {
			const found = bytes.indexOf(n, from);
			if (found < 0) return bytes.length - from;
			this.next(nothing);
			return found + 1 - from;
		}
		const piece = bytes.subarray(from, from + this.left);
		if (kind === 'until') {
			const found = piece.indexOf(end as number) + 1;
			return this.take(found > 0 ? piece.subarray(0, found) : piece, found > 0);
		}
		if (kind === 'take') return this.take(piece, false);
		this.left -= piece.length;
		if (kind === 'pass') this.receive(piece);
		if (this.left === 0) this.next(nothing);
		return piece.length;
	}

	private take(piece: Buffer, isLast: boolean): number {
		this.left -= piece.length;
		if (this.left > 0 && !isLast) {
			// A copy: a piece would hold its whole chunk.
			this.held.push(Buffer.from(piece));
		} else if (this.held.length === 0) this.next(piece);
		else {
			const all = Buffer.concat([...this.held, piece]);
			this.held = [];
			this.next(all);
		}
		return piece.length;
	}

	private next(taken: Buffer): void {
		let step = this.walk.next(taken);
		this.steps++;
		while (!step.done && step.value.kind !== 'find' && !(step.value.n > 0)) {
			step = this.walk.next(nothing);
			this.steps++;
		}
		this.step = step.done || this.hasGivenUp ? undefined : step.value;
		this.left = this.step?.n ?? 0;
	}
}
