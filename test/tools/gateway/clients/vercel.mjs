// Draws with the Vercel AI SDK, which is ESM: a test starts this, and reads what came as JSON.
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateImage, generateText } from 'ai';
import { text } from 'node:stream/consumers';

const order = JSON.parse(await text(process.stdin));
const { apiKey, baseURL, fields, images, mask, model, n, path, provider } = order;
const bytes = (base64) => Uint8Array.from(Buffer.from(base64, 'base64'));
// It knows OpenAI's paths alone; a gateway of another path is reached as its users do it.
const reroute = (url, init) =>
	fetch(path ? String(url).replace('/images/generations', path) : url, init);
const settings = { apiKey, baseURL, name: 'local', fetch: reroute };
const made = provider === 'openai' ? createOpenAI(settings) : createOpenAICompatible(settings);
const given = { images: images.map(bytes), text: 'A mug', ...(mask && { mask: bytes(mask) }) };

const parts = images.map((image) => ({ type: 'image', image: bytes(image) }));
const message = { role: 'user', content: [{ type: 'text', text: 'A mug' }, ...parts] };

try {
	if (provider === 'chat') {
		const { text: words, usage } = await generateText({
			model: made.chatModel(model),
			messages: [message],
			providerOptions: { local: { modalities: ['image', 'text'], ...fields } },
			maxRetries: 0,
		});
		console.log(JSON.stringify({ words, usage }));
		process.exit();
	}
	const result = await generateImage({
		model: made.imageModel(model),
		prompt: images.length > 0 ? given : 'A mug',
		n,
		providerOptions: { local: fields ?? {} },
		maxRetries: 0,
	});
	const pictures = result.images.map(({ base64, mediaType }) => ({ base64, mediaType }));
	console.log(JSON.stringify({ pictures, warnings: result.warnings, usage: result.usage }));
} catch (error) {
	console.log(JSON.stringify({ error: { message: error.message, status: error.statusCode } }));
}
