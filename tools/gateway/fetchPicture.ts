import { Refusal } from './errors';
import { isLoopback } from './loopback';

const maxBytes = 64 * 1024 * 1024;
const timeoutMs = 15_000;

/** Fetches an input picture as a gateway would, but never from beyond this machine. */
export async function fetchPicture(url: string, field: string): Promise<Buffer> {
	if (!isLoopback(url)) {
		throw new Refusal('badValue', `${field}: this gateway fetches from loopback only`, field);
	}
	try {
		const response = await fetch(url, {
			redirect: 'error',
			signal: AbortSignal.timeout(timeoutMs),
		});
		if (!response.ok) throw new Error(`status ${response.status}`);
		const content = Buffer.from(await response.arrayBuffer());
		if (content.length > maxBytes) throw new Error('too large');
		return content;
	} catch (cause) {
		const reason = (cause as Error).message;
		throw new Refusal('badPicture', `${field} could not be downloaded: ${reason}`, field);
	}
}
