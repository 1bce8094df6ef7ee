import type { ControlOrder } from './control';
import type { Dialect } from './vocabulary';
import type { RunningGateway } from './startGateway';

export interface CurlExample {
	readonly title: string;
	readonly command: string;
}

/** Commands that work as they stand, one or more for each dialect. */
export function curlExamples(gateway: RunningGateway): CurlExample[] {
	const sample = (file: string) => `${gateway.fileOrigin}/samples/${file}`;
	const key = `-H 'Authorization: Bearer ${gateway.apiKey}'`;
	const json = (path: string, body: object) =>
		`curl -s ${gateway.origin}${path} ${key} -H 'Content-Type: application/json' \\\n` +
		`  -d '${JSON.stringify(body)}'`;
	// The sample goes from one curl into the next, without a file in between.
	const form = (path: string, file: string, ...fields: string[]) =>
		`curl -s ${sample(file)} | curl -s ${gateway.origin}${path} ${key} \\\n` +
		`  -H 'Accept: application/json' -F 'image=@-;filename=${file};type=image/png' \\\n` +
		`  ${fields.map((field) => `-F '${field}'`).join(' ')}`;
	const edits = '/aiid/v1/images/edits';
	const pathOf = (dialect: Dialect, call: string) =>
		`${new URL(gateway.baseUrl(dialect)).pathname}${call}`;

	return [
		{
			title: 'aiid: edit with Nano Banana',
			command: json(edits, {
				model: 'nano-banana-pro',
				prompt: 'a cyberpunk night scene',
				image: sample('mug.png'),
			}),
		},
		{
			title: 'aiid: outpaint with Kling',
			command: json(edits, {
				model: 'kling-image',
				model_name: 'kling-v3',
				prompt: 'more of the room',
				image: sample('mug.png'),
				up_expansion_ratio: 0,
				down_expansion_ratio: 0.2,
				left_expansion_ratio: 0.5,
				right_expansion_ratio: 0.5,
			}),
		},
		{
			title: 'aiid: combine with Kling',
			command: json(edits, {
				model: 'kling-image',
				model_name: 'kling-v2-1',
				prompt: 'the plant and the mug on the beach',
				subject_image_list: [
					{ subject_image: sample('plant.png') },
					{ subject_image: sample('cutout.png') },
				],
				scene_image: sample('landscape.png'),
			}),
		},
		{
			title: 'aiid: virtual try-on',
			command: json(edits, {
				model: 'kolors-virtual-try-on-v1',
				human_image: sample('person.png'),
				cloth_image: sample('garment.png'),
			}),
		},
		{
			title: 'gptplus: FLUX Kontext',
			command: form(
				'/gptplus/v1/images/edits',
				'mug.png',
				'prompt=a blue mug',
				'model=flux-kontext-max',
				'n=1',
				'aspect_ratio=16:9',
			),
		},
		{
			title: 'dddai: dall-e-2, the path ends in a slash',
			command: form('/dddai/v1/images/edits/', 'cutout.png', 'prompt=a sunset', 'n=1'),
		},
		{
			title: 'zhongzhuan: no model',
			command: form('/zhongzhuan/v1/images/edits', 'cutout.png', 'prompt=a sunrise', 'n=2'),
		},
		{
			title: 'bella: the picture as a URL',
			command:
				`curl -s ${gateway.origin}/bella/v1/images/edits ${key} \\\n` +
				`  -F 'image_url=${sample('cutout.png')}' -F 'prompt=clouds' -F 'model=dall-e-2' ` +
				`-F 'response_format=url'`,
		},
		{
			title: 'openai: GPT Image, base64 in the answer (only its beginning is shown)',
			command: `${form(
				'/openai/v1/images/edits',
				'mug.png',
				'prompt=a watercolour',
				'model=gpt-image-1.5',
				'output_format=webp',
			)} | head -c 300`,
		},
		{
			title: 'openRouter: an edit (only the beginning is shown; the charge stands at the end)',
			command: `${json(pathOf('openRouter', '/images'), {
				model: 'google/gemini-3-pro-image',
				prompt: 'a mug on marble',
				input_references: [{ type: 'image_url', image_url: { url: sample('mug.png') } }],
				aspect_ratio: '16:9',
			})} | head -c 300`,
		},
		{
			title: "gemini: Google's own call (only the beginning is shown)",
			command: `${json(pathOf('gemini', '/models/gemini-3-pro-image:generateContent'), {
				contents: [{ parts: [{ text: 'a mug on marble' }] }],
				generationConfig: {
					responseModalities: ['IMAGE'],
					imageConfig: { aspectRatio: '16:9', imageSize: '1K' },
				},
			})} | head -c 300`,
		},
		{
			title: 'chatCompletions: an edit in a chat (only the beginning is shown)',
			command: `${json(pathOf('chatCompletions', '/chat/completions'), {
				model: 'nano-banana-pro',
				messages: [
					{
						role: 'user',
						content: [
							{ type: 'text', text: 'a mug on marble' },
							{ type: 'image_url', image_url: { url: sample('mug.png') } },
						],
					},
				],
				modalities: ['image', 'text'],
			})} | head -c 300`,
		},
	];
}

/** How another process has orders become tasks, or requests fail, and sees what came of it. */
export function controlExamples({ origin }: RunningGateway): CurlExample[] {
	const post = (order: ControlOrder) =>
		`curl -s ${origin}/_control -H 'Content-Type: application/json' -d '${JSON.stringify(order)}'`;
	return [
		{
			title: 'every order becomes a task of five seconds',
			command: post({ tasks: { shape: 'sub2api', durationMs: 5000 } }),
		},
		{
			title: 'a third of the orders is hit by a fault',
			command: post({ storm: { share: 0.33, seed: 1 } }),
		},
		{ title: 'back to normal', command: post({ reset: true, tasks: null, storm: null }) },
		{ title: 'ledger, tasks, polls', command: `curl -s ${origin}/_control` },
	];
}
