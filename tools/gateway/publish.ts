import type { Dialect } from './vocabulary';
import type { MadePicture } from '../painter/commission';
import type { GatewayState } from './state';
import type { TaskPicture } from './tasks/task';

/** Puts a picture where it can be fetched: on the foreign host, or on the gateway, behind the key. */
export function publish(
	state: GatewayState,
	dialect: Dialect,
	{ content, mimeType }: MadePicture,
	where: 'foreign' | 'relative' = state.results === 'behindKey' ? 'relative' : 'foreign',
): TaskPicture {
	const name = state.files.put(content, mimeType);
	const url =
		where === 'foreign'
			? `${state.fileOrigin}/results/${name}`
			: `/${dialect}/v1/images/files/${name}`;
	return { name, url, mimeType };
}
