/** The part of a contestant's work that is measured. */
export interface Step {
	run(items: number): Promise<{
		readonly milliseconds: number;
		/** Finished ones. */
		readonly pictures: number;
	}>;
	close(): Promise<void>;
}
