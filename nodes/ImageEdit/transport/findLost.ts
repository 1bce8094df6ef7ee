import { taskOf } from '../answer/answeredTask';
import { GatewayFailure, ruleOf } from '../answer/failures';
import { parseJsonOr } from '../shared/json';
import { attempt } from '../shared/attempt';
import { drain } from '../shared/streams';
import type { TaskDeps } from './awaitTask';
import { pollAddresses } from './awaitTask';
import { follow } from './follow';
import type { PlacedOrder } from './placeOrder';
import { receive } from './receive';
import { waitBefore } from './retry';

/** Questions that get no answer within Timeout, which may be long. */
const mostLate = 2;

const isLate = (error: unknown) =>
	error instanceof GatewayFailure && error.facts.kind === 'timeout';

/** How often the gateway is asked: it may know of an order only a moment later. */
const maxTries = 3;
const enough = 16 * 1024 * 1024;

/** Whether the gateway may have the request nevertheless: no complete response came, or it refuses a second one. */
export function mayBeThere(error: unknown, ownId: string): boolean {
	if (!(error instanceof GatewayFailure)) return false;
	const { kind } = error.facts;
	return (
		ruleOf(kind).maySearch === true || (kind === 'badRequest' && error.message.includes(ownId))
	);
}

/**
 * Asks after an order by the ID that it was given. Kling finds a task by either ID, and tells both.
 * @returns undefined when the gateway does not know it
 */
export async function findLost<Binary>(
	deps: TaskDeps<Binary>,
	ownId: string,
): Promise<PlacedOrder<Binary> | undefined> {
	const { base, clock, http } = deps;
	let late = 0;
	for (let tries = 1; tries <= maxTries; tries++) {
		const slept = await attempt(
			async () => await clock.sleep(waitBefore(tries, undefined, clock.random())),
		);
		if (!slept.ok) return undefined;
		for (const { address, path } of pollAddresses(deps, {
			taskId: ownId,
			status: '',
			isKling: true,
		})) {
			const asked = await attempt(async () => {
				const response = await follow(http, address, base, true);
				// Its pictures are fetched when the task is asked after in the usual way.
				return await receive(response, async (bytes) =>
					drain(bytes[Symbol.asyncIterator](), enough),
				);
			});
			// Who lets two questions run out of time will let the others.
			if (!asked.ok && isLate(asked.error) && ++late === mostLate) return undefined;
			if (!asked.ok || asked.value.raw.status >= 300) continue;
			const { headers, text } = asked.value.raw;
			const task = text.includes(ownId) && taskOf(parseJsonOr(text, undefined), headers);
			if (!task) continue;
			if (path !== undefined) deps.found.path = path;
			return { answer: { pictures: [], task, body: undefined }, spooled: [] };
		}
	}
	return undefined;
}
