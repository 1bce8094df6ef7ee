import { join } from 'node:path';

import { readExamples } from '../../../tools/demo/examples';
import type { GatewayAccess } from '../../../tools/demo/gatewayAccess';
import { openGateway } from '../../../tools/demo/gatewayAccess';
import { runExample } from '../../../tools/demo/runExample';
import { startEngine } from '../../../tools/engine/startEngine';
import type { Engine } from '../../../tools/engine/types';

const pictures = {
	'edit-one-picture': ['512 x 512'],
	'mask-edit': ['1024 x 1024'],
	'several-pictures': ['512 x 512'],
	generate: ['1024 x 576', '1024 x 1024'],
	'several-models-side-by-side': ['512 x 512', '1024 x 1024', '512 x 512'],
	'virtual-try-on': ['400 x 600', '400 x 600', '400 x 600', '400 x 600'],
	'outpaint-to-banner-formats': ['712 x 400', '600 x 600', '600 x 1066'],
	'combine-subjects': ['1024 x 683'],
	'omni-series': ['400 x 600', '400 x 600', '400 x 600', '400 x 600'],
	'error-branch': ['1024 x 576', '1024 x 1024'],
	'fallback-model': ['2048 x 2048', '480 x 480'],
	'products-with-pictures': ['512 x 512', '512 x 512', '480 x 480', '480 x 480'],
	'gemini-edit': ['512 x 288'],
	'openrouter-edit': ['512 x 512'],
};

describe('every example workflow gives its pictures', () => {
	let gateway: GatewayAccess;
	let engine: Engine;

	beforeAll(async () => {
		gateway = await openGateway({});
		engine = await startEngine({
			packageFolder: join(__dirname, '..', '..', '..'),
			credentials: { imageGatewayApi: gateway.credential },
		});
	});
	afterAll(async () => {
		await engine.close();
		await gateway.close();
	});

	it.each(Object.entries(pictures))('%s', async (name, sizes) => {
		const example = (await readExamples()).find((candidate) => candidate.name === name);
		if (!example) throw new Error(`There is no example "${name}".`);
		const { failure, results } = await runExample(engine, example);
		expect(failure).toBeUndefined();
		expect(results.map(({ width, height }) => `${width} x ${height}`)).toEqual(sizes);
	});
});

describe('the gateway that the demo uses', () => {
	it('is the one of the environment, OpenAI-compatible unless it says otherwise', async () => {
		const env = { IMAGE_GATEWAY_BASE_URL: 'https://images.example/v1', IMAGE_GATEWAY_API_KEY: 'k' };
		const { credential } = await openGateway(env);
		expect(credential).toEqual({
			gateway: 'openAiCompatible',
			baseUrl: 'https://images.example/v1',
			apiKey: 'k',
		});
		const other = await openGateway({ ...env, IMAGE_GATEWAY_DIALECT: 'aiid' });
		expect(other.credential.gateway).toBe('aiid');
	});

	it.each([
		[{ IMAGE_GATEWAY_API_KEY: 'k' }, 'Set both'],
		[{ IMAGE_GATEWAY_BASE_URL: 'https://images.example/v1' }, 'Set both'],
		[{ IMAGE_GATEWAY_BASE_URL: 'images', IMAGE_GATEWAY_API_KEY: 'k' }, 'not a complete URL'],
	])('is refused with a sentence when the environment says %o', async (env, sentence) => {
		await expect(openGateway(env)).rejects.toThrow(sentence);
	});
});
