import { stateOf } from './taskStatus';

/** What an event or a part says of itself before its base64. Sources: OpenAI's streams; Gemini (`thought`). */
const draft =
	/"type"\s*:\s*"[\w.]*partial_image"|"partial_image_b64"|"thought"\s*:\s*true|^event:\s*[\w.]*partial_image/m;

const states = /"(?:task_?)?(?:status|state)"\s*:\s*"([\w -]{1,40})"/gi;

/**
 * Whether base64 behind such text is surely no result: a preview of a stream, a thought, or an image beside
 * a task that is not finished. What tells so only later is stored in vain.
 */
export function isDraft(before: string): boolean {
	const own = before.slice(before.lastIndexOf('}') + 1);
	if (draft.test(own)) return true;
	const [, status = ''] = [...before.matchAll(states)].at(-1) ?? [];
	return status !== '' && stateOf(status) === 'waiting' && /"\w*id"\s*:/i.test(before);
}
