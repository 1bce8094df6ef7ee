import type { AnswerShape } from './vocabulary';
import type { RecordedRequest } from './recorder';
import type { TaskPlan } from './tasks/plan';

interface Common {
	readonly delayMs?: number;
	/** What the ledger calls it. */
	readonly fault?: string;
}

/** What a test may have happen instead of the normal answer. */
export type Interception =
	| (Common & {
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body?: string | object | Buffer;
			/** As usual, what is answered with a 2xx is billed. */
			readonly billed?: boolean;
	  })
	| (Common & {
			readonly kind: 'cut';
			/** Before anything is sent, by a reset too, after the status and headers, or in the middle of the body. */
			readonly when: 'byReset' | 'beforeHeaders' | 'beforeBody' | 'midBody';
			/** From what was sent to the end of the connection; 20 as usual. */
			readonly afterMs?: number;
			/** False: the order was lost, too. */
			readonly billed?: boolean;
	  })
	| (Common & { readonly kind: 'slow'; readonly overMs: number })
	| (Common & { readonly kind: 'truncate'; readonly what: 'base64' | 'json' })
	| (Common & { readonly answer: AnswerShape })
	/** The order becomes a task, in the way of the gateway's plan but for what is said here. */
	| (Common & { readonly task: TaskPlan })
	| { readonly delayMs: number; readonly fault?: string };

/** An answer in the middle of an upload, to an order that is never read to its end. */
export interface EarlyAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | object;
	/** How much of the upload is read before it; nothing as usual. */
	readonly afterBytes?: number;
	/** Whether the rest of the upload is read and thrown away; as usual the connection ends. */
	readonly lingers?: boolean;
}

/** Asked before the upload is read: nothing but its head is known. */
export type EarlyInterceptor = (request: RecordedRequest) => EarlyAnswer | undefined;

export type Interceptor = (
	request: RecordedRequest,
) => Interception | undefined | Promise<Interception | undefined>;
