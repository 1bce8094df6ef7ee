// Draws with the Vercel AI SDK, which is ESM: a test starts this, and reads what came as JSON.
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateImage } from 'ai';
import { text } from 'node:stream/consumers';

const { apiKey, baseURL, images, mask, model, n, provider } = JSON.parse(await text(process.stdin));
const bytes = (base64) => Uint8Array.from(Buffer.from(base64, 'base64'));
const settings = { apiKey, baseURL, name: 'local' };
const made = provider === 'openai' ? createOpenAI(settings) : createOpenAICompatible(settings);
const given = { images: images.map(bytes), text: 'A mug', ...(mask && { mask: bytes(mask) }) };

try {
	const result = await generateImage({
		model: made.imageModel(model),
		prompt: images.length > 0 ? given : 'A mug',
		n,
		maxRetries: 0,
	});
	const pictures = result.images.map(({ base64, mediaType }) => ({ base64, mediaType }));
	console.log(JSON.stringify({ pictures, warnings: result.warnings }));
} catch (error) {
	console.log(JSON.stringify({ error: { message: error.message, status: error.statusCode } }));
}
