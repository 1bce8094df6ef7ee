import type { AnswerCase } from './answerCase';

/** A stream is read to its end, and only what is done is a result. */
export const streams: readonly AnswerCase[] = [
	{
		title: 'chat delta images',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"choices":[{"delta":{"role":"assistant","content":"Here"}}]}\n\ndata: {"choices":[{"delta":{"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,PIC"}}]}}]}\n\ndata: {"choices":[],"usage":{"total_tokens":1}}\n\ndata: [DONE]\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'closing usage',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"image_edit.completed","b64_json":"PIC"}\n\ndata: {"type":"usage","usage":{"total_tokens":5}}\n\ndata: [DONE]\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'completed output index',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"image_generation.completed","b64_json":"PIC2","output_index":0}\n\ndata: {"type":"image_generation.completed","b64_json":"PIC","output_index":1}\n\ndata: {"type":"image_generation.done","usage":{"total_tokens":3}}\n\n',
		},
		expect: { pictures: 2 },
	},
	{
		title: 'data json no event',
		answer: {
			headers: { 'content-type': 'application/json' },
			text: 'data: {"data":[{"b64_json":"PIC"}]}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'delta thinking',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"choices":[{"delta":{"reasoning_content":"see FILES/two.png"}}]}\n\ndata: {"choices":[{"delta":{"content":"<think>FILES/two.png"}}]}\n\ndata: {"choices":[{"delta":{"content":"</think>"}}]}\n\ndata: {"choices":[{"delta":{"content":"![a](FILES/one.png)"}}]}\n\ndata: [DONE]\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'delta words refusal',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"choices":[{"delta":{"content":"I cannot "}}]}\n\ndata: {"choices":[{"delta":{"content":"draw this."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
		},
		expect: { error: 'I cannot draw this.' },
	},
	{
		title: 'error event name',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'event: image_edit.partial_image\ndata: {"b64_json":"PIC2","partial_image_index":0}\n\nevent: error\ndata: {"code":"moderation_blocked","message":"Your request was rejected by the safety system"}\n\n',
		},
		expect: { error: 'safety system' },
	},
	{
		title: 'error status in chunk',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"choices":[{"delta":{"content":"Working"}}]}\n\ndata: {"error":{"message":"upstream timeout","code":504}}\n\n',
		},
		expect: { error: 'upstream timeout' },
	},
	{
		title: 'event name only',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'event: partial_image\ndata: {"b64_json":"PIC2"}\n\nevent: completed\ndata: {"b64_json":"PIC"}\n\nevent: done\ndata: {}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'event result image',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'event: progress\ndata: {"step":1}\n\nevent: result\ndata: {"image":"PIC"}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'final after unknown status',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"status":"queued","id":"t"}\n\ndata: {"status":"generating","id":"t","image_url":"FILES/two.png"}\n\ndata: {"status":"completed","id":"t","image_url":"FILES/one.png"}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'final event empty data',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"image_edit.completed","b64_json":"PIC"}\n\ndata: {"data":[],"created":1}\n\ndata: [DONE]\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'gemini array',
		answer: {
			json: [
				{ candidates: [{ content: { parts: [{ text: 'a' }] } }] },
				{
					candidates: [
						{
							content: { parts: [{ inlineData: { mimeType: 'image/png', data: 'PIC' } }] },
							finishReason: 'STOP',
						},
					],
				},
			],
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'gemini stream',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"candidates":[{"content":{"parts":[{"text":"a"}]}}]}\n\ndata: {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"PIC"}}]},"finishReason":"STOP"}],"usageMetadata":{"totalTokenCount":9}}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'heartbeats',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: ': ping\n\nevent: ping\ndata: {}\n\nevent: ping\ndata: {"type":"ping"}\n\ndata: {"data":[{"b64_json":"PIC"}]}\n\n: ping\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'image edit completed data',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"image_edit.completed","data":[{"b64_json":"PIC"}]}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'is final',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"b64_json":"PIC2","is_final":false}\n\ndata: {"b64_json":"PIC","is_final":true}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'keepalive event',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"keepalive"}\n\ndata: {"type":"image_edit.completed","b64_json":"PIC","usage":{"total_tokens":1}}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'n2 partial each',
		n: 2,
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"image_generation.partial_image","b64_json":"PIC2","partial_image_index":0,"output_index":0}\n\ndata: {"type":"image_generation.completed","b64_json":"PIC","output_index":0}\n\ndata: {"type":"image_generation.partial_image","b64_json":"PIC2","partial_image_index":0,"output_index":1}\n\ndata: {"type":"image_generation.completed","b64_json":"PIC","output_index":1}\n\n',
		},
		expect: { pictures: 2, silent: true },
	},
	{
		title: 'ndjson',
		answer: {
			headers: { 'content-type': 'application/x-ndjson' },
			text: '{"status":"processing","progress":1}\n{"status":"succeeded","data":[{"url":"FILES/one.png"}]}\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'previews then final same type',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'event: image_generation.partial_image\ndata: {"type":"image_generation.partial_image","b64_json":"PIC2"}\n\nevent: image_generation.completed\ndata: {"type":"image_generation.completed","b64_json":"PIC"}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'progress then result',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"progress":10}\n\ndata: {"progress":80,"preview_url":"FILES/two.png"}\n\ndata: {"progress":100,"data":[{"url":"FILES/one.png"}]}\n\ndata: [DONE]\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'responses both',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"response.output_item.done","output_index":0,"item":{"type":"image_generation_call","status":"completed","result":"PIC"}}\n\ndata: {"type":"response.completed","response":{"id":"r","status":"completed","output":[{"type":"image_generation_call","status":"completed","result":"PIC"}]}}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'responses failed',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"response.created","response":{"id":"r","status":"in_progress"}}\n\ndata: {"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"server_error","message":"The model broke down"}}}\n\n',
		},
		expect: { error: 'broke down' },
	},
	{
		title: 'responses only completed',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'data: {"type":"response.created","response":{"id":"r","status":"in_progress","output":[]}}\n\ndata: {"type":"response.image_generation_call.in_progress"}\n\ndata: {"type":"response.completed","response":{"id":"r","status":"completed","output":[{"type":"image_generation_call","status":"completed","result":"PIC"}]}}\n\n',
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'seedream failed',
		answer: {
			headers: { 'content-type': 'text/event-stream' },
			text: 'event: image_generation.partial_succeeded\ndata: {"type":"image_generation.partial_succeeded","image_index":0,"url":"FILES/one.png"}\n\nevent: image_generation.partial_failed\ndata: {"type":"image_generation.partial_failed","image_index":1,"error":{"code":"OutputImageSensitiveContentDetected","message":"sensitive output"}}\n\nevent: image_generation.completed\ndata: {"type":"image_generation.completed","usage":{"generated_images":1}}\n\n',
		},
		expect: { pictures: 1, warning: 'sensitive output' },
	},
];
