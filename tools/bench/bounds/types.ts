/** One case in a process of its own. */
export interface Task {
	readonly index: number;
	readonly nodePackage: string;
	readonly origin: string;
}

export interface Measured {
	/** The longest that nothing else could run, in milliseconds. */
	readonly heldMs: number;
	/** Over what the process needed before. */
	readonly peakBytes: number;
	readonly cpuMs: number;
	readonly ms: number;
	/** What the item said. */
	readonly outcome: string;
}
