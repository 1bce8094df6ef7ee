import type { AnswerCase } from './answerCase';

/** What the user gave is no result. */
export const inputs: readonly AnswerCase[] = [
	{
		title: 'assistant then quoted input',
		answer: {
			json: {
				id: 'c1',
				object: 'chat.completion',
				choices: [
					{
						index: 0,
						message: {
							role: 'assistant',
							content: '> Input: ![in](FILES/input.png)\n\n![out](FILES/one.png)',
						},
						finish_reason: 'stop',
					},
				],
			},
		},
		expect: { pictures: 2 },
	},
	{
		title: 'bytes of input',
		answer: { json: { data: [{ b64_json: 'PIC2' }] } },
		expect: { pictures: 1, sides: '200x100', warning: true },
	},
	{
		title: 'chat echo user',
		answer: {
			json: {
				choices: [
					{ message: { role: 'user', content: '![](FILES/input.png)' } },
					{ message: { role: 'assistant', content: 'Sorry' } },
				],
			},
		},
		expect: { error: 'Sorry' },
	},
	{
		title: 'data is input null output',
		answer: {
			json: {
				data: { input: { image: 'FILES/input.png' }, output: null, status: 'succeeded' },
				code: 0,
			},
		},
		expect: { error: true },
	},
	{
		title: 'echo beside result',
		answer: { json: { input: { images: ['FILES/input.png'] }, data: [{ url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'failed with data',
		answer: { json: { error: { message: 'Upstream broke' }, data: [{ b64_json: 'PIC2' }] } },
		expect: { error: 'Upstream broke' },
	},
	{
		title: 'failed with image',
		answer: { json: { status: 'failed', message: 'Blocked', image_url: 'FILES/input.png' } },
		expect: { error: 'Blocked' },
	},
	{
		title: 'init image',
		answer: {
			json: {
				meta: { init_image: 'FILES/input.png' },
				output: ['FILES/one.png'],
				status: 'success',
				id: 12,
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'original url',
		answer: { json: { data: [{ original_url: 'FILES/input.png', url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'params image',
		answer: {
			json: {
				id: 'x',
				params: { image_url: 'FILES/input.png', n: 1 },
				message: 'no image generated',
			},
		},
		expect: { error: 'no image' },
	},
	{
		title: 'replicate',
		answer: {
			json: {
				id: 'r',
				status: 'succeeded',
				input: { prompt: 'x', image: 'FILES/input.png' },
				output: ['FILES/one.png'],
				urls: { get: 'GATEWAY/v1/predictions/r' },
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'request echo',
		answer: { json: { code: 0, request: { prompt: 'x', image: 'FILES/input.png' }, data: [] } },
		expect: { error: true },
	},
	{
		title: 'responses input text',
		answer: {
			json: {
				object: 'response',
				status: 'completed',
				input: 'data:image/png;base64,PIC2',
				instructions: null,
				output: [{ type: 'image_generation_call', status: 'completed', result: 'PIC' }],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'source image',
		answer: { json: { source_image: 'FILES/input.png', image: { url: 'FILES/one.png' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'task with input images',
		answer: { json: { task_id: 'e1', status: 'processing', images: ['FILES/input.png'] } },
		poll: {
			task_id: 'e1',
			status: 'success',
			input: { images: ['FILES/input.png'] },
			images: ['FILES/one.png'],
		},
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'uploaded',
		answer: {
			json: { uploaded_images: ['FILES/input.png'], generated: [{ url: 'FILES/one.png' }] },
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
];
