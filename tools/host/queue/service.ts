/** A server on a port of 127.0.0.1. */
export interface Service {
	readonly port: number;
	stop(): Promise<void>;
}
