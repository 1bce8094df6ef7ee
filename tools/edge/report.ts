import type { EarlyRow } from './earlyAnswers';
import { faults, type Fault } from './faults';
import type { OutgoingRow } from './outgoing';
import { seconds } from './proxies/proxy';
import type { Cell } from './runCell';

export interface Outcome {
	readonly versions: ReadonlyArray<readonly [name: string, version: string]>;
	readonly cells: readonly Cell[];
	readonly early: readonly EarlyRow[];
	readonly outgoing: readonly OutgoingRow[];
}

/** docs/edge.md */
export function report({ cells, early, outgoing, versions }: Outcome): string {
	const named = versions.map((pair) => pair.join(' ')).join(', ');
	const sections = faults.map(({ title }) => sectionOf(title, cells));
	return `# Behind a proxy

What this node does when something between it and the gateway fails, measured with real proxies: \`npm run test:edge\` puts ${named} in front of a local gateway that counts the requests it has read to the end, and runs each fault twice in n8n's engine, with the default settings and with *Retry On Fail*. It writes this page, and it fails if an image is paid for twice, if an image that arrived is lost, if the node's message does not match what it did, or if the words of a response are missing.

*Response* is what the proxy sent, *requests* is how many complete requests reached the gateway (without / with *Retry On Fail*), *images* is what the node returned. Each proxy waits ${seconds.answer} seconds for a response or an upload.

${sections.filter(Boolean).join('\n')}
## A response in the middle of an upload

The proxy refuses an upload of more than 1 MB before all of it has arrived, while the rest is still being sent.

${table(
	['Proxy', 'Upload', 'Reported as 413'],
	early.map(({ megabytes, proxy, runs, told }) => [proxy, `${megabytes} MB`, `${told} of ${runs}`]),
)}

## Squid as the outgoing proxy of n8n (HTTPS_PROXY)

${table(
	['Squid', 'Requests', 'Images', 'The node said'],
	outgoing.map(({ error, orders, pictures, title }) => [
		title,
		String(orders),
		String(pictures),
		wordsOf(error?.message),
	]),
)}
`;
}

function sectionOf(title: string, cells: readonly Cell[]): string {
	const own = cells.filter(({ fault }) => fault.title === title);
	const plain = own.filter(({ retryOnFail }) => !retryOnFail);
	if (plain.length === 0) return '';
	const rows = plain.map(({ error, fault, givesUpWith, orders, pictures, proxy, wire }) => {
		const varied = fault.bytes === undefined ? undefined : givesUpWith;
		const again = own.find((cell) => cell.retryOnFail && cell.proxy === proxy);
		return [
			proxy,
			varied ?? answersOf(wire.statuses, fault),
			`${orders} / ${again?.orders ?? '–'}`,
			String(pictures),
			varied === undefined ? wordsOf(error?.message) : 'accordingly',
		];
	});
	const head = ['Proxy', 'Response', 'Requests', 'Images', 'The node said'];
	return `## ${title[0]?.toUpperCase()}${title.slice(1)}\n\n${table(head, rows)}\n`;
}

/** Where an order is repeated in vain, the last answer says it: the others depend on who was faster. */
const answersOf = (statuses: readonly number[], { endsWell = false }: Fault) =>
	[...new Set(endsWell ? statuses : statuses.slice(-1))].join(', ') || 'nothing';

/** Without what differs from run to run: seconds, ports, and the network's own names for a broken connection. */
const wordsOf = (message = ''): string =>
	message
		.replace(/ \[item 0\]$/, '')
		.replace(/ after \d+ s\b/g, '')
		.replace(/(127\.0\.0\.\d+):\d+/g, '$1')
		.replace(/(broke off(?: before the whole request was sent)?): [^.]*\./, '$1.')
		.replace(/\|/g, '\\|');

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
