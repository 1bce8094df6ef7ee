/** What belongs to the output of one input item beside its pictures. */
export interface Receipt {
	readonly item: number;
	/** As it was asked for; may be empty. */
	readonly model: string;
	/** Stands in the file name for a model that has no name. */
	readonly gateway: string;
	/** Not known of a task that was ordered elsewhere. */
	readonly requestKey?: string;
	readonly warnings: readonly string[];
	/** Number of Images, where it was set. */
	readonly ordered?: number;
	/** Size and Aspect Ratio, where they were set. */
	readonly orderedSize?: string;
	readonly orderedRatio?: string;
	/** SHA-256 of the pictures that were sent, in hexadecimal digits. */
	readonly inputDigests?: readonly string[];
	readonly price?: number;
	/** Name of the first input picture. */
	readonly inputName: string;
	/** The execution, and which run of an AI Image Edit node in it, for file names. */
	readonly execution: string;
	readonly run: string;
	/** As a tool of an AI agent: addresses and facts, no binary data. */
	readonly asTool: boolean;
}
