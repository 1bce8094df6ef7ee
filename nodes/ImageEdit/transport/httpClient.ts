import type { RequestFacts } from '../answer/requestFacts';
import type { WireBody } from '../request/body';
import type { ImageInfo } from '../image/imageInfo';
import type { Chunks } from '../shared/streams';

/** An answer whose body is still on its way. */
export interface HttpResponse {
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: Chunks;
	/** The stream behind the body, as the HTTP helper gave it. */
	readonly source: unknown;
	/** Absent where the response was not to a request of this run. */
	readonly request?: Omit<RequestFacts, 'path'>;
}

/** The ways out of the process. All throw GatewayFailure when no answer came. */
export interface HttpClient {
	/** Sends an order with the key, and follows no redirect. */
	post(url: string, body: WireBody): Promise<HttpResponse>;
	/** Fetches with the key; for addresses of the gateway itself only. */
	getWithKey(url: string): Promise<HttpResponse>;
	/** Fetches without the key. */
	get(url: string): Promise<HttpResponse>;
}

/** An image in n8n's store. */
export interface StoredPicture<Binary> {
	readonly info: ImageInfo;
	readonly bytes: number;
	/** SHA-256 of the bytes as they came, in hexadecimal digits. */
	readonly digest?: string;
	/** n8n's handle. */
	readonly binary: Binary;
	/** What a user should know of it, one sentence each. */
	readonly warnings?: readonly string[];
}

/**
 * Puts bytes into n8n's store as they arrive.
 * @returns undefined, with the bytes read to their end, when they are no picture
 */
export type Store<Binary> = (
	bytes: Chunks,
	response: HttpResponse,
) => Promise<StoredPicture<Binary> | undefined>;
