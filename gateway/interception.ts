import type { AnswerShape } from './answers';
import type { RecordedRequest } from './recorder';

interface Delayed {
	readonly delayMs?: number;
}

/** What a test may have happen instead of the normal answer. */
export type Interception =
	| (Delayed & {
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body?: string | object | Buffer;
	  })
	| (Delayed & {
			readonly kind: 'cut';
			/** Before anything is sent, after the status and headers, or in the middle of the body. */
			readonly when: 'beforeHeaders' | 'beforeBody' | 'midBody';
	  })
	| (Delayed & { readonly answer: AnswerShape })
	| { readonly delayMs: number };

export type Interceptor = (
	request: RecordedRequest,
) => Interception | undefined | Promise<Interception | undefined>;
