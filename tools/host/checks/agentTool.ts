import { itemsOf } from '../hostPictures';
import { runInHost } from '../runInHost';
import { expectEqual, type Check } from './check';

export const agentTool: readonly Check[] = [
	{
		title: 'agent: it calls the tool and gives the address on',
		async run({ chat, gateway, host, idOf }) {
			const before = gateway.ledger.length;
			const run = await runInHost(host, idOf('ai-agent-tool'));
			const { error, runData } = run.data.resultData;
			if (run.status !== 'success')
				throw new Error(`It ended as "${run.status}": ${error?.message}`);
			expectEqual('Orders paid for', gateway.ledger.length - before, 1);

			const told = chat.requests.at(-1)?.messages.find(({ role }) => role === 'tool');
			const said = JSON.stringify(told?.content ?? '');
			if (!said.includes(gateway.fileOrigin)) throw new Error(`The tool gave no address: ${said}`);
			if (/[A-Za-z0-9+/]{500}/.test(said)) throw new Error('The tool gave base64.');
			const answer = String(itemsOf(run, 'AI Agent')[0]?.json.output);
			const url = /https?:\S+/.exec(answer)?.[0] ?? '';
			const { status } = await fetch(url);
			expectEqual(`Status of ${url}`, status, 200);
			const made = (runData['Make Picture'] ?? []).flatMap((one) => one.data?.ai_tool?.[0] ?? []);
			expectEqual('Items of the tool', made.length, 1);
			if (made.some(({ binary }) => binary)) throw new Error('The tool gave binary data.');
			return `${chat.requests.length} questions to the model, ${said.length} characters from the tool: ${answer}`;
		},
	},
];
