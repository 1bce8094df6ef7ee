/** What a kind of failure means, to everyone who asks. */
export interface FailureRule {
	/** Whether an image may have been made and billed. */
	readonly mayBeBilled: boolean;
	/**
	 * Whether the order may be repeated: because it surely was not taken, only where Retry If Possibly Billed
	 * allows it, or never since it would end the same way. `x-should-retry: false` forbids it anyway.
	 */
	readonly again: 'always' | 'ifAllowed' | 'never';
	/** Whether it slows the whole batch, which then costs no tries. */
	readonly isLimit?: true;
	/** Whether polling goes on after a status request that ended so. */
	readonly mayPollOn?: true;
	/** Whether images that had come whole before it are kept: all, or those alone that are stored already. */
	readonly keepsImages?: 'stored' | true;
	/** Whether it is about one image: the others of the response may be whole. */
	readonly isOfOneImage?: true;
	/** Whether a response came, so that its status belongs to the failure. */
	readonly hasResponse?: true;
	/** Whether the gateway may have the order nevertheless, to be found by its own ID. */
	readonly maySearch?: true;
	/** What is said of the address of an image when fetching it ended so; absent where another try is in vain. */
	readonly fetchAgain?: string;
	/** Whether the message names where the image lies, which must not be lost among several. */
	readonly namesImage?: true;
	/** The kind that it becomes when the response began before the whole request was sent: surely not billed. */
	readonly whenEarly?: 'early' | 'earlyRefused' | 'notFound';
	/**
	 * What happened, in a few plain words: a message of the gateway begins with it, before the status and the
	 * gateway's own words. Absent where the status alone says as much.
	 */
	readonly title?: string;
	/** What a user can do. */
	readonly advice: string;
}

/** The gateway refused, and would refuse again. */
export const final = { mayBeBilled: false, again: 'never' } as const;
/** No response that proves anything. */
export const ambiguous = { mayBeBilled: true, again: 'ifAllowed', maySearch: true } as const;
/** A response came, or what followed it failed: paid for, and another order would be another purchase. */
export const paid = { mayBeBilled: true, again: 'never' } as const;
/** Surely not taken. */
export const notTaken = { mayBeBilled: false, again: 'always' } as const;
