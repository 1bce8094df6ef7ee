import type { AnswerCase } from './answerCase';

/** One image comes as one, whatever it is listed under. */
export const copies: readonly AnswerCase[] = [
	{
		title: 'chat images and content',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: '![a](FILES/one.png)',
							images: [{ type: 'image_url', image_url: { url: 'FILES/one.png' } }],
						},
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'chat images b64 and content url',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: '![a](FILES/one.png)',
							images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,PIC' } }],
						},
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'dashscope results',
		answer: {
			json: {
				output: {
					task_status: 'SUCCEEDED',
					task_id: 'x',
					results: [{ url: 'FILES/one.png' }, { code: 'InternalError', message: 'boom' }],
				},
			},
		},
		expect: { pictures: 1, sides: '320x320', warning: 'boom' },
	},
	{
		title: 'data b64 and output url',
		answer: { json: { data: [{ b64_json: 'PIC' }], output: ['FILES/one.png'] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'gemini only draft',
		answer: {
			json: {
				candidates: [
					{
						content: {
							parts: [{ thought: true, inlineData: { mimeType: 'image/png', data: 'PIC2' } }],
						},
						finishReason: 'STOP',
					},
				],
			},
		},
		expect: { error: true },
	},
	{
		title: 'gemini two finals',
		answer: {
			json: {
				candidates: [
					{
						content: {
							parts: [
								{ inlineData: { mimeType: 'image/png', data: 'PIC' } },
								{ inlineData: { mimeType: 'image/png', data: 'PIC2' } },
							],
						},
						finishReason: 'STOP',
					},
				],
			},
		},
		expect: { pictures: 2 },
	},
	{
		title: 'image and images',
		answer: { json: { image: { url: 'FILES/one.png' }, images: [{ url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'images nested',
		answer: { json: { images: [[{ url: 'FILES/one.png' }]] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'output image',
		answer: {
			json: {
				output: {
					choices: [
						{
							message: { role: 'assistant', content: [{ image: 'FILES/one.png' }] },
							finish_reason: 'stop',
						},
					],
				},
				usage: { image_count: 1 },
				request_id: 'r',
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'preview and image',
		answer: { json: { preview: 'FILES/two.png', image: 'FILES/one.png' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'revised and preview markdown',
		answer: {
			json: {
				id: 'c1',
				object: 'chat.completion',
				choices: [
					{
						index: 0,
						message: {
							role: 'assistant',
							content: '![preview](FILES/two.png)\n\n![final](FILES/one.png)',
						},
						finish_reason: 'stop',
					},
				],
			},
		},
		expect: { pictures: 2 },
	},
	{
		title: 'thumb in list',
		answer: { json: { images: [{ url: 'FILES/one.png', thumbnail: { url: 'FILES/two.png' } }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'thumbnail',
		answer: { json: { data: [{ thumbnail_url: 'FILES/two.png', url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'two same in list',
		n: 2,
		answer: { json: { data: [{ url: 'FILES/one.png' }, { url: 'FILES/one.png' }] } },
		expect: { pictures: 2 },
	},
	{
		title: 'two sizes',
		answer: {
			json: { data: { url: 'FILES/one.png', thumb: 'FILES/two.png', large_url: 'FILES/one.png' } },
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'url and b64',
		answer: { json: { data: [{ url: 'FILES/one.png', b64_json: 'PIC' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'wrapper twice',
		answer: { json: { data: { data: [{ url: 'FILES/one.png' }] }, images: ['FILES/one.png'] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
];
