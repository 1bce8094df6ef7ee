export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Ends early, by rejecting, when the execution is cancelled. */
	sleep(milliseconds: number): Promise<void>;
	/** From 0 to 1. */
	random(): number;
}
