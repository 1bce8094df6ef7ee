import { listedModels } from '../../nodes/ImageEdit/answer/listedModels';

it("reads OpenAI's list", () => {
	expect(listedModels({ data: [{ id: 'a', object: 'model' }, { id: '' }, null] })).toEqual([
		{ id: 'a' },
	]);
});

it("reads Google's list, and what is called in another way", () => {
	const models = [
		{ name: 'models/gemini-3-pro-image', supportedGenerationMethods: ['generateContent'] },
		{ name: 'models/text-embedding-004', supportedGenerationMethods: ['embedContent'] },
	];
	expect(listedModels({ models })).toEqual([
		{ id: 'gemini-3-pro-image' },
		{ id: 'text-embedding-004', isForImages: false },
	]);
});

it("reads OpenRouter's list, and what comes out of a model", () => {
	const data = [
		{ id: 'google/x', architecture: { output_modalities: ['image', 'text'] } },
		{ id: 'openai/gpt', architecture: { output_modalities: ['text'] } },
	];
	expect(listedModels({ data })).toEqual([
		{ id: 'google/x', isForImages: true },
		{ id: 'openai/gpt', isForImages: false },
	]);
});

it.each(['2026-12-01', 1_796_083_200, null])('tells the day %j on which a model ends', (date) => {
	const data = [{ id: 'dall-e-2', shutdown_date: date }, { id: 'a' }];
	const listed = listedModels({ data });
	expect(listed).toEqual([{ id: 'dall-e-2', shutdownDate: date }, { id: 'a' }]);
	expect(listed?.map((model) => Object.keys(model).length)).toEqual([2, 1]);
});

it('keeps what stands before "models/" in an id', () => {
	const data = [{ id: 'fal/models/x' }, { id: 'models/x' }];
	expect(listedModels({ data })).toEqual([{ id: 'fal/models/x' }, { id: 'x' }]);
});

it.each([undefined, 'text', [], { data: {} }, {}])('takes %j for no list', (body) => {
	expect(listedModels(body)).toBeUndefined();
});

it.each<[string, object, boolean | undefined]>([
	['is called in another way', { supportedGenerationMethods: ['predictLongRunning'] }, false],
	['embeds', { supportedGenerationMethods: ['embedContent', 'countTokens'] }, false],
	[
		'is called as usual',
		{ supportedGenerationMethods: ['embedContent', 'generateContent'] },
		undefined,
	],
	['puts out images', { architecture: { output_modalities: ['text', 'image'] } }, true],
	['puts out words', { output_modalities: ['text'] }, false],
	['says nothing', {}, undefined],
])('tells whether a model makes images that %s', (_what, more, isForImages) => {
	const [row] = listedModels({ data: [{ id: 'm', ...more }] }) ?? [];
	expect(row?.isForImages).toBe(isForImages);
});
