import type { AnswerCase } from './answerCase';

/** What was said in the place of an image is told. */
export const refusals: readonly AnswerCase[] = [
	{
		title: 'Response Error',
		answer: {
			json: {
				Response: {
					Error: { Code: 'FailedOperation.Moderation', Message: 'Content not allowed' },
					RequestId: 'r',
				},
			},
		},
		expect: { error: 'Content not allowed' },
	},
	{
		title: 'base resp ok',
		answer: {
			json: {
				base_resp: { status_code: 0, status_msg: 'success' },
				data: { image_urls: ['FILES/one.png'] },
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'base resp',
		answer: {
			json: { base_resp: { status_code: 1026, status_msg: 'input sensitive' }, data: null },
		},
		expect: { error: 'input sensitive' },
	},
	{
		title: 'content filter',
		answer: {
			json: {
				choices: [{ message: { role: 'assistant', content: '' }, finish_reason: 'content_filter' }],
			},
		},
		expect: { error: 'content_filter' },
	},
	{
		title: 'dashscope',
		answer: {
			json: {
				request_id: 'r',
				code: 'DataInspectionFailed',
				message: 'Input data may contain inappropriate content.',
			},
		},
		expect: { error: 'inappropriate' },
	},
	{
		title: 'data empty msg',
		answer: { json: { created: 1, data: [], message: 'all images were filtered' } },
		expect: { error: 'all images were filtered' },
	},
	{
		title: 'detail 200',
		answer: { json: { detail: 'Model is loading' } },
		expect: { error: 'Model is loading' },
	},
	{
		title: 'errmsg',
		answer: { json: { errcode: 40001, errmsg: 'quota of the day' } },
		expect: { error: 'quota of the day' },
	},
	{
		title: 'error string',
		answer: { json: { error: 'out of capacity' } },
		expect: { error: 'out of capacity' },
	},
	{
		title: 'errors list obj',
		answer: { json: { errors: [{ message: 'first wrong' }], data: null } },
		expect: { error: 'first wrong' },
	},
	{
		title: 'errors list',
		answer: { json: { errors: ['first wrong', 'second'], data: null } },
		expect: { error: 'first wrong' },
	},
	{
		title: 'gemini block',
		answer: { json: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: {} } },
		expect: { error: 'PROHIBITED_CONTENT' },
	},
	{
		title: 'gemini safety',
		answer: {
			json: {
				candidates: [
					{ finishReason: 'IMAGE_SAFETY', finishMessage: 'Unable to show the generated image.' },
				],
			},
		},
		expect: { error: 'IMAGE_SAFETY' },
	},
	{
		title: 'html200',
		answer: {
			headers: { 'content-type': 'text/html' },
			text: '<!doctype html><title>Just a moment</title>',
		},
		expect: { error: 'web page' },
	},
	{
		title: 'image list error',
		answer: { json: { data: [{ url: '', error: { message: 'one was refused', code: 'x' } }] } },
		expect: { error: 'one was refused' },
	},
	{
		title: 'incomplete',
		answer: {
			json: {
				object: 'response',
				status: 'incomplete',
				incomplete_details: { reason: 'content_filter' },
				output: [],
			},
		},
		expect: { error: 'content_filter' },
	},
	{
		title: 'long refusal',
		answer: {
			json: {
				id: 'c1',
				object: 'chat.completion',
				choices: [
					{
						index: 0,
						message: {
							role: 'assistant',
							content:
								'我无法生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的图片生成这样的',
						},
						finish_reason: 'stop',
					},
				],
			},
		},
		expect: { error: '我无法' },
	},
	{
		title: 'mm text parts',
		answer: {
			json: {
				candidates: [
					{
						content: { parts: [{ text: 'I am unable to edit photos of children.' }] },
						finishReason: 'STOP',
					},
				],
			},
		},
		expect: { error: 'unable to edit' },
	},
	{
		title: 'native finish',
		answer: {
			json: {
				choices: [
					{
						message: { role: 'assistant', content: '' },
						finish_reason: null,
						native_finish_reason: 'IMAGE_OTHER',
					},
				],
			},
		},
		expect: { error: 'IMAGE_OTHER' },
	},
	{
		title: 'no image finish',
		answer: { json: { candidates: [{ content: {}, finishReason: 'NO_IMAGE' }] } },
		expect: { error: 'NO_IMAGE' },
	},
	{
		title: 'plain chinese 200',
		answer: {
			headers: { 'content-type': 'text/plain; charset=utf-8' },
			text: '当前分组上游负载已饱和，请稍后再试',
		},
		expect: { error: '负载已饱和' },
	},
	{
		title: 'rai reason',
		answer: { json: { predictions: [{ raiFilteredReason: 'Image was filtered by safety' }] } },
		expect: { error: 'filtered by safety' },
	},
	{
		title: 'reason in output',
		answer: { json: { output: { code: 'X', message: 'bad' }, usage: {} } },
		expect: { error: 'bad' },
	},
	{
		title: 'refusal field',
		answer: {
			json: {
				id: 'c1',
				object: 'chat.completion',
				choices: [
					{
						index: 0,
						message: { role: 'assistant', content: null, refusal: 'I must decline.' },
						finish_reason: 'stop',
					},
				],
			},
		},
		expect: { error: 'must decline' },
	},
	{
		title: 'resp code msg',
		answer: { json: { code: 'InvalidParameter', msg: 'size not ok' } },
		expect: { error: 'size not ok' },
	},
	{
		title: 'responses message',
		answer: {
			json: {
				object: 'response',
				status: 'completed',
				output: [
					{
						type: 'message',
						role: 'assistant',
						content: [{ type: 'output_text', text: 'That would break the rules.' }],
					},
				],
			},
		},
		expect: { error: 'break the rules' },
	},
	{
		title: 'responses refusal',
		answer: {
			json: {
				object: 'response',
				status: 'completed',
				output: [
					{
						type: 'message',
						role: 'assistant',
						content: [{ type: 'refusal', refusal: 'No faces.' }],
					},
				],
			},
		},
		expect: { error: 'No faces.' },
	},
	{
		title: 'ret msg',
		answer: { json: { ret: -1, ret_msg: 'bad picture' } },
		expect: { error: 'bad picture' },
	},
	{
		title: 'stability',
		answer: { json: { artifacts: [{ base64: 'PIC2', finishReason: 'CONTENT_FILTERED' }] } },
		expect: { error: 'CONTENT_FILTERED' },
	},
	{
		title: 'status msg',
		answer: { json: { status: 'FAILED', status_msg: 'GPU died' } },
		expect: { error: 'GPU died' },
	},
	{
		title: 'success false data',
		answer: { json: { success: false, data: { message: 'limit hit' } } },
		expect: { error: 'limit hit' },
	},
	{
		title: 'text with two links',
		answer: {
			json: {
				id: 'c1',
				object: 'chat.completion',
				choices: [
					{
						index: 0,
						message: {
							role: 'assistant',
							content: "I can't. See FILES/html/policy and [help](FILES/html/help).",
						},
						finish_reason: 'stop',
					},
				],
			},
		},
		expect: { error: "I can't" },
	},
	{
		title: 'tool call',
		answer: {
			json: {
				choices: [
					{
						message: {
							role: 'assistant',
							content: null,
							tool_calls: [
								{ type: 'function', function: { name: 'make_image', arguments: '{"prompt":"x"}' } },
							],
						},
						finish_reason: 'tool_calls',
					},
				],
			},
		},
		expect: { error: true },
	},
];
