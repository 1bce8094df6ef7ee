import sharp from 'sharp';

import type { RunningGateway } from '../../../tools/gateway/startGateway';

/** A small PNG of one colour. */
export async function tinyPicture(width = 8, height = width): Promise<Buffer> {
	const background = '#c0392b';
	return await sharp({ create: { width, height, channels: 3, background } })
		.png()
		.toBuffer();
}

/** The gateway checks and bills as ever, but draws nothing: for tests that look at requests only. */
export async function answerQuickly(
	gateway: RunningGateway,
	...sides: Parameters<typeof tinyPicture>
): Promise<void> {
	const b64_json = (await tinyPicture(...sides)).toString('base64');
	gateway.intercept(() => ({ status: 200, body: { created: 0, data: [{ b64_json }] } }));
}
