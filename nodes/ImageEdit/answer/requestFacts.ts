/** What is known of the request that was answered. */
export interface RequestFacts {
	readonly url: string;
	/** Part of the address that the product adds to the Base URL. */
	readonly path?: string;
	/** Whether all of it had been sent when the response began. */
	readonly isWhole: boolean;
	/** From the beginning of the request to the beginning of the response. */
	readonly seconds: number;
	/** Whether the answer was not encrypted although the address is: n8n's own outgoing proxy made no connection. */
	readonly isRefusedTunnel: boolean;
}
