import type { Interception } from '../gateway/interception';
import type { DoorName, Proxy } from './proxies/proxy';

/** Something that goes wrong at a proxy, behind it or before it. */
export interface Fault {
	readonly title: string;
	readonly door: DoorName;
	/** What the gateway does with the first, second … order. */
	readonly fates?: ReadonlyArray<Interception | undefined>;
	/** Of the picture that is uploaded. */
	readonly bytes?: number;
	readonly count?: number;
	/** Bytes of the upload after which the rest does not come. */
	readonly stallsAfter?: number;
	/** In seconds; where a proxy does not end it, the node has to. */
	readonly timeout?: number;
	/** Whether the picture has to come in spite of it. */
	readonly endsWell?: boolean;
	/** Whether the fault can be had with a proxy that has the door. */
	readonly isFor?: (proxy: Proxy) => boolean;
	/** Asked before the order, of the proxy's door. */
	readonly before?: (origin: string) => Promise<void>;
}

const error = (message: string, code: string) => ({ error: { message, type: 'api_error', code } });

/** Larger than what the connections on the way take up by themselves. */
const largeUpload = 16_000_000;
const tooLarge = 30_000_000;

export const faults: readonly Fault[] = [
	{ title: 'no fault', door: 'open', endsWell: true },
	{ title: 'the gateway is too slow', door: 'open', fates: [{ delayMs: 6_000 }] },
	{
		title: 'the gateway closes the connection after it has read the request',
		door: 'open',
		fates: [{ kind: 'cut', when: 'beforeHeaders' }],
	},
	{
		title: 'the gateway resets the connection after it has read the request',
		door: 'open',
		fates: [{ kind: 'cut', when: 'byReset' }],
	},
	{ title: 'the gateway is down', door: 'down' },
	{
		title: "the proxy's rate limit",
		door: 'limited',
		before: async (origin) => void (await fetch(`${origin}/openai/v1/models`)),
	},
	{
		title: "the gateway's rate limit, once",
		door: 'open',
		endsWell: true,
		fates: [
			{
				status: 429,
				headers: { 'retry-after': '1' },
				body: error('Slow down', 'rate_limit_exceeded'),
			},
			undefined,
		],
	},
	{
		title: 'the gateway is overloaded, once',
		door: 'open',
		endsWell: true,
		fates: [{ status: 503, body: error('No channel at the moment', 'server_busy') }, undefined],
	},
	{
		title: "a framework's 500 after the request was billed",
		door: 'open',
		fates: [
			{ status: 500, body: { statusCode: 500, message: 'Internal server error' }, billed: true },
		],
	},
	{
		title: 'the upload is too large',
		door: 'open',
		bytes: tooLarge,
		isFor: ({ limitsUploads }) => limitsUploads,
	},
	{
		title: 'the upload stalls',
		door: 'open',
		bytes: largeUpload,
		stallsAfter: 1_000_000,
		timeout: 4,
	},
	{
		title: 'the response is cut off in the second image of three',
		door: 'open',
		count: 3,
		// Varnish hands on what it has by 16 kB, and after a while.
		fates: [{ kind: 'cut', when: 'midBody', afterMs: 1_000 }],
	},
	{
		title: 'the response stalls after its headers',
		door: 'open',
		count: 3,
		fates: [{ kind: 'slow', overMs: 600_000 }],
	},
	{
		title: 'a redirect',
		door: 'open',
		fates: [{ status: 301, headers: { location: 'http://127.0.0.1:799/v1/images/edits' } }],
	},
];
