import { entryNamed } from './models';
import type { ModelEntry } from './types';

const day = 24 * 60 * 60 * 1000;
/** How long before the end it is told, in milliseconds. */
const notice = 60 * day;

/** Where a model stands at a moment. */
export type LifecycleStage = 'alive' | 'ended' | 'ending';

/**
 * @param ends the last day's date, `YYYY-MM-DD`
 * @param now milliseconds since 1970
 * @returns `ending` from 60 days before
 */
export function stageOf(ends: string, now: number): LifecycleStage {
	const end = Date.parse(ends);
	if (now >= end) return 'ended';
	return now >= end - notice ? 'ending' : 'alive';
}

/**
 * What a user should know of the end of a model, as whole sentences.
 * @param model the id in any spelling
 * @param now milliseconds since 1970
 * @returns undefined for a model that lives on or whose end is more than 60 days away, and for a relay's
 *   own name, which tells nothing of the model behind it: such a warning would stand beside every good image
 */
export function lifecycleWarning(model: string, now: number): string | undefined {
	const entry = entryNamed(model);
	const { lifecycle } = entry ?? {};
	if (!entry || !lifecycle || lifecycle.isRelayName) return undefined;
	return stageOf(lifecycle.ends, now) === 'alive' ? undefined : lifecycleText(entry, now);
}

/** The same for a model that was not found, however far away its end is. */
export function lifecycleAdvice(model: string, now: number): string | undefined {
	const entry = entryNamed(model);
	return entry && lifecycleText(entry, now);
}

function lifecycleText({ label, lifecycle, vendor }: ModelEntry, now: number): string | undefined {
	if (!lifecycle) return undefined;
	const { ends, successors, unsure } = lifecycle;
	const hasEnded = stageOf(ends, now) === 'ended';
	const source = unsure ? ', by one source' : '';
	const fact = `${vendor} ${hasEnded ? 'ended' : 'ends'} ${label} on ${ends}${source}`;
	const next = `Choose ${successors.join(' or ')} under Model`;
	return hasEnded
		? `${fact}; some gateways still serve it. ${next} if yours does not.`
		: `${fact}. ${next} before then.`;
}
