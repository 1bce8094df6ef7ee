/**
 * One answer of a gateway, made up after the kinds that people have reported. In texts, FILES and GATEWAY
 * stand for the origins of a foreign host and of the gateway, PIC for base64 of a 320 × 320 PNG, PIC2 for
 * that of the 200 × 100 PNG that is also the input; FILES has them as one.png and two.png.
 */
export interface AnswerCase {
	readonly title: string;
	/** How many were ordered, if not one. */
	readonly n?: number;
	readonly answer: {
		readonly status?: number;
		readonly headers?: Readonly<Record<string, string>>;
		readonly json?: unknown;
		readonly text?: string;
		/** The body is the first picture itself. */
		readonly picture?: true;
	};
	/** What the gateway tells when it is asked after the task. */
	readonly poll?: unknown;
	readonly expect: {
		/** Words of the failure. */
		readonly error?: string | true;
		readonly pictures?: number;
		/** Of the first picture. */
		readonly sides?: string;
		/** There is a warning, with these words. */
		readonly warning?: string | true;
		/** There is none. */
		readonly silent?: true;
	};
}
