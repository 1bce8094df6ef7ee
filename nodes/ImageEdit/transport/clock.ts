export interface Clock {
	/** Milliseconds since some moment: never goes back, and is not set, as the time of day is. */
	now(): number;
	/** Milliseconds since 1970, for the dates that headers hold. */
	date(): number;
	/** Ends early, by rejecting, when the execution is cancelled. */
	sleep(milliseconds: number): Promise<void>;
	/** From 0 to 1. */
	random(): number;
}
