import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { expectShape, formEdits } from './errorShapes';
import { drawInputs } from './inputs';
import type { FormFile, ReferenceClient } from './referenceClient';
import { referenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;
let inputs: Awaited<ReturnType<typeof drawInputs>>;
const file = (...args: Parameters<typeof inputs.file>): FormFile => inputs.file(...args);
const prompt = ['prompt', 'a beret'] as const;

beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	client = referenceClient(gateway);
	inputs = await drawInputs();
});
afterAll(() => gateway.close());
afterEach(() => {
	expect(gateway.ledger).toEqual([]);
});

describe('the wrong way in', () => {
	test('dddai has no path without the slash', async () => {
		const answer = await client.form('dddai', '/images/edits', [['image', file('clear')], prompt]);
		expect(answer.status).toBe(404);
		expect(answer.data.error.message).toMatch(/^Invalid URL \(POST \/dddai\/v1\/images\/edits\)/);
		expectShape('dddai', answer);
	});

	test.each(['aiid', 'gptplus', 'zhongzhuan', 'bella', 'openai'] as const)(
		'%s has no path with the slash',
		async (dialect) => {
			const answer = await client.form(dialect, '/images/edits/', [
				['image', file('clear')],
				prompt,
			]);
			expect(answer.status).toBe(404);
			expectShape(dialect, answer);
		},
	);

	test('aiid takes no form', async () => {
		const answer = await client.form('aiid', '/images/edits', [
			['image', file('opaque')],
			prompt,
			['model', 'nano-banana'],
		]);
		expect(answer.status).toBe(400);
		expectShape('aiid', answer);
	});

	test.each([
		['gptplus', 500, 'invalid_request'],
		['dddai', 400, 'invalid_request'],
		['zhongzhuan', 500, 'invalid_request'],
	] as const)('%s takes no JSON edit', async (dialect, status, code) => {
		const answer = await client.json(dialect, formEdits[dialect] ?? '', { prompt: 'x' });
		expect([answer.status, answer.data.error.code]).toEqual([status, code]);
		expectShape(dialect, answer);
	});

	test('a form cut short', async () => {
		const answer = await fetch(`${gateway.baseUrl('openai')}/images/edits`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${gateway.apiKey}`,
				'content-type': 'multipart/form-data; boundary=x',
			},
			body: '--x\r\ncontent-disposition: form-data; name="prompt"\r\n\r\nabc',
		});
		expect(answer.status).toBe(400);
	});

	test.each(['aiid', 'gptplus', 'dddai', 'zhongzhuan', 'bella', 'openai'] as const)(
		'%s: JSON that is none',
		async (dialect) => {
			const answer = await client.json(dialect, '/images/generations', '{"model":');
			expect([400, 500]).toContain(answer.status);
			expectShape(dialect, answer);
		},
	);

	test.each(['aiid', 'gptplus', 'dddai', 'zhongzhuan', 'bella', 'openai'] as const)(
		'%s: no key, or a wrong one',
		async (dialect) => {
			for (const key of [null, 'another-key']) {
				const stranger = referenceClient(gateway, key);
				const answer = await stranger.json(dialect, '/images/generations', { prompt: 'x' });
				expect(answer.status).toBe(401);
				expect(JSON.stringify(answer.data)).not.toContain('another-key');
				expectShape(dialect, answer);
			}
		},
	);
});
