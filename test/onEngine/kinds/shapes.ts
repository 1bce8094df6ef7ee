import type { AnswerCase } from './answerCase';

/** An image is found wherever it stands. */
export const shapes: readonly AnswerCase[] = [
	{
		title: 'annotations',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: 'done',
							annotations: [{ type: 'file', file: { url: 'FILES/one.png' } }],
						},
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'anthropic',
		answer: {
			json: {
				role: 'assistant',
				content: [
					{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'PIC' } },
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'artifacts',
		answer: { json: { artifacts: [{ base64: 'PIC', finishReason: 'SUCCESS', seed: 1 }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'attachments',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: 'done',
							attachments: [{ url: 'FILES/one.png', type: 'image' }],
						},
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'audio like',
		answer: {
			json: {
				choices: [{ message: { role: 'assistant', content: null, image: { data: 'PIC' } } }],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'b64 wrapped',
		answer: { json: { data: [{ b64_json: 'PIC\n' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'binary data base64',
		answer: { json: { code: 10000, data: { binary_data_base64: ['PIC'], image_urls: null } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'body b64 only',
		answer: { headers: { 'content-type': 'text/plain' }, text: 'PIC' },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'body datauri only',
		answer: { headers: { 'content-type': 'text/plain' }, text: 'data:image/png;base64,PIC' },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'body json string',
		answer: { headers: { 'content-type': 'application/json' }, text: '"FILES/one.png"' },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'body url only',
		answer: { headers: { 'content-type': 'text/plain' }, text: 'FILES/one.png' },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'comfy',
		answer: { json: { prompt_id: 'p', images: [{ filename: 'a.png', data: 'PIC' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'content output image',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: [{ type: 'output_image', image_url: 'data:image/png;base64,PIC' }],
						},
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'content parts image',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: [
								{ type: 'text', text: 'x' },
								{ type: 'image', image: { url: 'FILES/one.png' } },
							],
						},
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'data string json',
		answer: { json: { data: '{"images":[{"url":"FILES/one.png"}]}' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'data string url',
		answer: { json: { data: 'FILES/one.png' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'fileData',
		answer: {
			json: {
				candidates: [
					{
						content: { parts: [{ fileData: { mimeType: 'image/png', fileUri: 'FILES/one.png' } }] },
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'fileURL',
		answer: { json: { files: [{ fileURL: 'FILES/one.png', type: 'image/png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'href',
		answer: { json: { data: [{ href: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'id created data',
		answer: {
			json: {
				id: 'img-1',
				object: 'image.generation',
				created: 1,
				data: [{ url: 'FILES/one.png' }],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'imageBase64Data',
		answer: { json: { data: { imageBase64: 'PIC' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'image base64',
		answer: { json: { image_base64: 'PIC' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'images b64',
		answer: { json: { images: ['PIC'], parameters: {}, info: '{}' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'images obj',
		answer: { json: { images: { '0': { url: 'FILES/one.png' } } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'images strings',
		answer: { json: { images: ['data:image/png;base64,PIC'] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'img url',
		answer: { json: { img_url: 'FILES/one.png' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'imgs',
		answer: { json: { imgs: ['FILES/one.png'] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'inline data',
		answer: {
			json: {
				candidates: [
					{ content: { parts: [{ inline_data: { mime_type: 'image/png', data: 'PIC' } }] } },
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'json in json string',
		answer: {
			headers: { 'content-type': 'application/json' },
			text: '"{\\"data\\":[{\\"url\\":\\"FILES/one.png\\"}]}"',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'key unknown b64',
		answer: { json: { data: { result_image: 'PIC' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'link',
		answer: { json: { data: { link: 'FILES/one.png' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'mime params',
		answer: { json: { data: [{ url: 'data:image/png;charset=utf-8;name=x.png;base64,PIC' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'multi mod',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: '',
							multi_mod_content: [
								{ text: '' },
								{ inline_data: { mime_type: 'image/png', data: 'PIC' } },
							],
						},
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'ossUrl',
		answer: { json: { data: { ossUrl: 'FILES/one.png' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'output obj map',
		answer: { json: { outputs: { '9': { images: [{ url: 'FILES/one.png', type: 'output' }] } } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'path png',
		answer: { json: { data: { weird: { thing: 'FILES/one.png' } } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'pic',
		answer: { json: { pic_url: 'FILES/one.png' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'picture urls',
		answer: { json: { picture_urls: ['FILES/one.png'] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'raw caps',
		answer: { headers: { 'content-type': 'IMAGE/PNG' }, picture: true },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'raw jpg',
		answer: { headers: { 'content-type': 'binary/octet-stream' }, picture: true },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'raw json',
		answer: { headers: { 'content-type': 'application/json' }, picture: true },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'raw text',
		answer: { headers: { 'content-type': 'text/plain' }, picture: true },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'responses output image',
		answer: {
			json: {
				object: 'response',
				status: 'completed',
				output: [
					{
						type: 'message',
						role: 'assistant',
						content: [{ type: 'output_image', image_url: 'FILES/one.png' }],
					},
				],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'responses result obj',
		answer: {
			json: {
				object: 'response',
				status: 'completed',
				output: [{ type: 'image_generation_call', result: { b64_json: 'PIC' } }],
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'result url nested',
		answer: {
			json: { code: 200, msg: 'success', data: { result: { imageUrls: ['FILES/one.png'] } } },
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'status success id',
		answer: {
			json: { id: 'gen-1', status: 'success', result: { images: [{ url: 'FILES/one.png' }] } },
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'tencent str',
		answer: { json: { Response: { ResultImage: 'PIC', RequestId: 'r' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'tencent',
		answer: {
			json: {
				Response: { ResultImage: ['FILES/one.png'], ResultDetails: ['Success'], RequestId: 'r' },
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'url list',
		answer: { json: { data: { url: ['FILES/one.png'] } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
];
