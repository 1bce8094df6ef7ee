/** A picture of an answer, before it is fetched. */
export type AnsweredPicture = {
	readonly revisedPrompt?: string;
	/** Which of several lists it stands in; absent for the first. */
	readonly list?: number;
} & (
	| { readonly kind: 'url'; readonly url: string }
	/** Its base64 was decoded as it arrived: the index of what came out. */
	| { readonly kind: 'spooled'; readonly index: number }
	/** Short base64 that stayed in the text. */
	| { readonly kind: 'base64'; readonly base64: string }
	/** One of several that did not succeed. */
	| { readonly kind: 'failed'; readonly message: string; readonly code?: string }
);
