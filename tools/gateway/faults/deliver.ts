import type { ServerResponse } from 'node:http';
import type { Interception } from '../interception';
import { cutReply, dripReply, sendReply, type Reply } from '../reply';
import { truncated } from './truncate';

/** Sends an answer in the way that was asked for. */
export async function deliver(
	response: ServerResponse,
	reply: Reply,
	interception: Interception | undefined,
): Promise<void> {
	if (!interception || !('kind' in interception)) sendReply(response, reply);
	else if (interception.kind === 'cut') cutReply(response, reply, interception);
	else if (interception.kind === 'slow') await dripReply(response, reply, interception.overMs);
	else sendReply(response, truncated(reply, interception.what));
}
