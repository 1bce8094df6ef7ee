import type { GatewayState } from '../state';
import type { TaskFacts } from './taskShape';
import type { Task } from './task';

/** A task with what its answers say beside it. */
export function factsOf(state: GatewayState, task: Task): TaskFacts {
	return {
		...task,
		base: `/${task.dialect}/v1`,
		urls: task.pictures.map(({ url }) => url),
		entries: () =>
			task.pictures.map(({ name, url }) =>
				task.responseFormat === 'b64_json'
					? { b64_json: state.files.get(name)?.content.toString('base64') ?? '' }
					: { url },
			),
	};
}
