export const contestantIds = [
	'node',
	'openAi',
	'httpRequest',
	'script',
	'scriptInN8n',
	'bareInN8n',
] as const;
export type ContestantId = (typeof contestantIds)[number];

/** The same work for every contestant: so many edits, each with a picture in and a picture out. */
export interface Work {
	readonly items: number;
	readonly pictureBytes: number;
	readonly concurrency: number;
	/** How long the gateway takes for an order. */
	readonly latencyMs: number;
}

export interface GatewayAddress {
	readonly baseUrl: string;
	readonly apiKey: string;
}

/** What one child process does. */
export interface Job {
	readonly contestant: ContestantId;
	/** The same process without its step: the memory to compare with. */
	readonly idle: boolean;
	readonly work: Work;
	readonly pictures: readonly string[];
	readonly gateway: GatewayAddress;
	/** Folder of this node's package, as built. */
	readonly nodePackage: string;
	/** Folder of the package with n8n's OpenAI node; absent = the stand-in. */
	readonly openAiPackage?: string;
	/** Milliseconds between the batches of n8n's HTTP Request node; 1 when absent. */
	readonly batchInterval?: number;
	/** Where the script writes its results; n8n has a store of its own. */
	readonly outputFolder: string;
}

/** What a child process says of itself. */
export interface Outcome {
	/** The step alone, without starting the process. */
	readonly milliseconds: number;
	/** Processor time of the step, on all cores. */
	readonly cpuMilliseconds: number;
	/** Of the whole process, from its start. */
	readonly peakBytes: number;
	/** Finished ones. */
	readonly pictures: number;
}

/** One child process, as seen from outside. */
export interface Measurement extends Outcome {
	/** As the gateway saw it. */
	readonly peakInFlight: number;
}

export interface Failure {
	readonly failure: string;
}

/** What runs inside n8n; `idle` is the same workflow without the step. */
export type Inhabitant = Exclude<ContestantId, 'script' | 'scriptInN8n' | 'bareInN8n'> | 'idle';

export interface HostCase {
	readonly work: Work;
	readonly runs: Readonly<Partial<Record<Inhabitant, number>>>;
}

export interface HostMemory {
	readonly work: Work;
	/** Peak bytes of the whole process, one for each run that came to its end. */
	readonly peaks: Readonly<Partial<Record<Inhabitant, readonly number[]>>>;
}
