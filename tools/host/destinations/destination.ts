import type { Step } from '../chain';
import type { StoredFile } from '../davServer';

/** Where pictures go after the node: a server, and n8n's node for it. */
export interface Destination {
	/** As the README's table says it. */
	readonly node: Pick<Step, 'type' | 'typeVersion' | 'parameters'>;
	readonly credential?: { readonly type: string; readonly data: object };
	/** What has arrived; without a type where the place keeps none. */
	files(): Promise<ArrivedFile[]>;
	close(): Promise<void>;
}

export type ArrivedFile = Omit<StoredFile, 'contentType'> & Partial<StoredFile>;

export const fileName = '{{ $binary.data.fileName }}';
