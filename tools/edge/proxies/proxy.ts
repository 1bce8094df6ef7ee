import type { DebianCommand } from '../../host/debianPackages';

/** Ways into a proxy, each a port of its own. */
export const doorNames = ['open', 'small', 'limited', 'down'] as const;
/**
 * `open` leads to the gateway, `small` takes 1 MB at most, `limited` one request a minute, and behind `down`
 * nobody listens.
 */
export type DoorName = (typeof doorNames)[number];
export type Ports = Readonly<Record<DoorName, number>>;

export interface Site {
	/** Its own, for everything that it writes. */
	readonly folder: string;
	readonly ports: Ports;
	readonly gatewayPort: number;
	/** Squid's ports for CONNECT: one that refuses it, one that allows it. */
	readonly connectPorts: { readonly refusing: number; readonly allowing: number };
}

export interface Launch {
	readonly command: string;
	/** It stays in the foreground. */
	readonly args: readonly string[];
	/** Its configuration, by the name of the file in its folder. */
	readonly files: Readonly<Record<string, string>>;
}

export interface Proxy {
	/** As the node calls it. */
	readonly name: string;
	readonly needs: readonly DebianCommand[];
	/** Tells its version somewhere in what it prints. */
	readonly versionCall: readonly [command: string, ...args: string[]];
	/** The doors that it has. */
	readonly doors: readonly DoorName[];
	/** Whether it refuses 30 MB. */
	readonly limitsUploads: boolean;
	/** What it answers to an upload that it gives up, where that differs from run to run. */
	readonly givesUpWith?: string;
	/** Whether it makes a failure of every answer to an upload that the gateway gave. */
	readonly losesAnswers?: true;
	readonly launch: (site: Site) => Launch;
	/** What it answers 413 to in the middle of an upload of 2 and of 30 MB. */
	readonly earlyDoor?: DoorName;
}

/** How long a proxy waits for a response, for an upload that stalls, for a connection. */
export const seconds = { answer: 2, upload: 2, connect: 2 } as const;
/** Nobody listens there: it is below those that a system gives out. */
export const deadPort = 799;
/** What the doors take that are not `small`. */
export const uploadMegabytes = 20;
