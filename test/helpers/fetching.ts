import type { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { download } from '../../nodes/ImageEdit/transport/download';
import type { Reply } from './fakeWeb';
import { fakeWeb, memoryStore } from './fakeWeb';
import { virtualClock } from './virtualClock';

export const gateway = 'https://gateway.example/v1';
export const far = 'https://files.example/a.png';

/** Fetches under limits of time, which are told in milliseconds from the beginning. */
export async function fetchingUntil(reply: GatewayFailure | Reply, late: number, patient: number) {
	const web = fakeWeb({ [far]: [reply] });
	const clock = virtualClock();
	const now = clock.now();
	const work = download(web.http, memoryStore, far, gateway, clock, now + late, now + patient);
	const outcome = await clock.run(work.catch((error: unknown) => error));
	return { count: web.asked.length, outcome };
}
