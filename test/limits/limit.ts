/** A limit of the product, with a way to meet it from both sides. */
export interface Limit {
	readonly what: string;
	readonly at: number;
	/** Which side is let through, beside the limit itself; neither = that size alone. */
	readonly side: 'least' | 'most' | 'only';
	/** The smallest difference; 1 when absent. */
	readonly step?: number;
	/** Whether something of that size is let through as it is. */
	readonly lets: (size: number) => Promise<boolean> | boolean;
}
