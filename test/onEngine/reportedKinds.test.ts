import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';

import { jsonOf } from '../../nodes/ImageEdit/shared/json';
import { addresses } from './kinds/addresses';
import type { AnswerCase } from './kinds/answerCase';
import { copies } from './kinds/copies';
import { inputs } from './kinds/inputs';
import { odds } from './kinds/odds';
import { refusals } from './kinds/refusals';
import { shapes } from './kinds/shapes';
import { streams } from './kinds/streams';
import { tasks } from './kinds/tasks';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { binary, model } from './support/parameters';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let host: Host;
let one: Buffer;
let two: Buffer;
beforeAll(async () => {
	rig = await startRig();
	host = await startHost();
	[one, two] = await Promise.all([noise(320, 320), noise(200, 100)]);
	host.serve((request, response) => {
		const path = request.url ?? '';
		if (path.startsWith('/html/'))
			return response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
		const file = files(path);
		response.writeHead(file ? 200 : 404, { 'content-type': 'image/png' }).end(file ?? 'none');
	});
});
afterAll(async () => {
	await rig.close();
	await host.close();
});

/** What looks like a photo, so that its base64 is long enough to be decoded as it arrives. */
const noise = async (width: number, height: number) =>
	await sharp({
		create: {
			...{ width, height, channels: 3, background: '#777' },
			noise: { type: 'gaussian', mean: 128, sigma: 30 },
		},
	})
		.png()
		.toBuffer();

function files(path: string): Buffer | undefined {
	if (['/one.png', '/one_(2).png', '/one.png?a=1&b=2'].includes(path)) return one;
	return ['/two.png', '/input.png'].includes(path) ? two : undefined;
}

const filled = (text: string) =>
	text.replace(/PIC2|PIC|FILES|GATEWAY/g, (name) =>
		name === 'PIC2'
			? two.toString('base64')
			: name === 'PIC'
				? one.toString('base64')
				: name === 'FILES'
					? host.origin
					: new URL(rig.gateway.baseUrl('openai')).origin,
	);

function reply({ headers = {}, json, picture, status = 200, text }: AnswerCase['answer']) {
	const type = { 'content-type': 'application/json' };
	const body = picture ? one : Buffer.from(filled(text ?? jsonOf(json)));
	const named = Object.entries(headers).map(([name, value]) => [name, filled(value)]);
	return { status, headers: { ...type, ...Object.fromEntries(named) }, body };
}

/** All of a kind are ordered in one run, each by an item of its own. */
async function orderAll(cases: readonly AnswerCase[]): Promise<readonly INodeExecutionData[]> {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
	const caseOf = (text: string) => cases[Number(/case (\d+)\b/.exec(text)?.[1])];
	rig.gateway.intercept(({ json, method, path }) => {
		if (method === 'POST') return reply((caseOf(jsonOf(json)) as AnswerCase).answer);
		const asked = cases.find(
			({ answer, poll }) => poll !== undefined && idsIn(answer).some((id) => path.includes(id)),
		);
		return asked ? reply({ json: asked.poll }) : { status: 404, body: { detail: 'Not Found' } };
	});
	const input = await rig.engine.storeBinary(two, 'input.png', 'image/png');
	const items = cases.map(({ n = 1 }, index) => ({
		json: { n, prompt: `case ${index} ` },
		binary: { data: input },
	}));
	const result = await rig.order(
		{
			operation: 'edit',
			model: model('nano-banana'),
			prompt: '={{ $json.prompt }}',
			image: binary('data'),
			options: { n: '={{ $json.n }}' },
			longTask: { pollInterval: 0.1, maxWait: 20 },
		},
		{ items, settings: { onError: 'continueRegularOutput' } },
	);
	expect(rig.gateway.requests.filter(({ method }) => method === 'POST')).toHaveLength(cases.length);
	return result.items(nodeName);
}

/** What may be the ID of a task, so that a question finds its case. */
const idsIn = (answer: AnswerCase['answer']): readonly string[] =>
	[...jsonOf(answer).matchAll(/(?:(?:id|Id|uuid|result)"\s*:\s*"?|\/tasks\/)([\w-]+)/g)].map(
		([, id = '']) => `/${id}`,
	);

describe.each<[string, readonly AnswerCase[]]>([
	['what the user gave is no result', inputs],
	['a stream is read to its end, and only what is done is a result', streams],
	['what was said in the place of an image is told', refusals],
	['one image comes as one', copies],
	['an address in words ends where an address ends', addresses],
	['an image is found wherever it stands', shapes],
	['a task is waited for, or its ID is told', tasks],
	['what is odd is read all the same', odds],
])('%s', (_kind, cases) => {
	let items: readonly INodeExecutionData[];
	beforeAll(async () => {
		items = await orderAll(cases);
	});

	it.each(cases.map((one, index) => [one.title, one, index] as const))(
		'%s',
		(_title, { expect: wanted }, index) => {
			const own = items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index);
			const { error, height, warnings, width } = own[0]?.json ?? ({} as IDataObject);
			const message = (error as IDataObject | undefined)?.message;
			if (wanted.error !== undefined) {
				expect(message).toEqual(expect.stringContaining(wanted.error === true ? '' : wanted.error));
				return;
			}
			expect(message).toBeUndefined();
			if (wanted.pictures !== undefined) expect(own).toHaveLength(wanted.pictures);
			if (wanted.sides !== undefined) expect(`${width}x${height}`).toBe(wanted.sides);
			if (wanted.silent) expect(warnings).toBeUndefined();
			if (wanted.warning !== undefined)
				expect(jsonOf(warnings)).toContain(wanted.warning === true ? ' ' : wanted.warning);
		},
	);
});
