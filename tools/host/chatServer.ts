import { text } from 'node:stream/consumers';

import type { HostSession } from './hostSession';
import { startLoopbackServer, type LoopbackServer } from './loopbackServer';
import type { StoredCredential } from './seedHost';

interface ChatMessage {
	readonly role: string;
	readonly content?: unknown;
}

export interface ChatRequest {
	readonly messages: readonly ChatMessage[];
	readonly stream?: boolean;
	readonly tools?: ReadonlyArray<{
		readonly function: { readonly name: string; readonly parameters?: object };
	}>;
}

export interface ChatServer extends LoopbackServer {
	/** What the agent said to the model, in order. */
	readonly requests: readonly ChatRequest[];
	addCredential(session: HostSession): Promise<StoredCredential>;
}

const wish = { prompt: 'A lighthouse on a cliff at sunrise', aspectRatio: '16:9' };

/** An OpenAI-compatible chat model with a script: call the one tool, then say what address it gave. */
export async function startChatServer(): Promise<ChatServer> {
	const requests: ChatRequest[] = [];
	const server = await startLoopbackServer((request, response) => {
		void text(request).then((body) => {
			const chat = JSON.parse(body || '{}') as ChatRequest;
			requests.push(chat);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(completion(answerTo(chat))));
		});
	});
	return {
		...server,
		requests,
		async addCredential(session) {
			const data = { apiKey: 'local-chat-key', url: `${server.origin}/v1` };
			const body = { name: 'OpenAI', type: 'openAiApi', data };
			const init = { method: 'POST', body } as const;
			const { id } = await session.rest<{ id: string }>('/rest/credentials', init);
			return { id, name: body.name, data };
		},
	};
}

function answerTo({ messages, tools = [] }: ChatRequest): object {
	const last = messages.at(-1);
	if (last?.role === 'tool') {
		const [url] = /https?:\/\/[^\s"\\]+/.exec(JSON.stringify(last.content)) ?? [];
		return { content: url ? `Here it is: ${url}` : 'There is no address.' };
	}
	const [tool] = tools;
	if (!tool) return { content: 'There is no tool.' };
	const call = { name: tool.function.name, arguments: JSON.stringify(wish) };
	return { content: null, tool_calls: [{ id: 'call_1', type: 'function', function: call }] };
}

function completion(message: object): object {
	const reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
	return {
		id: 'chatcmpl-script',
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model: 'gpt-5-mini',
		choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: reason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
