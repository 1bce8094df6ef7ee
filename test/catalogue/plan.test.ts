import { fieldsFor } from '../../nodes/ImageEdit/catalogue/fields';
import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { PlanOverrides } from '../../nodes/ImageEdit/catalogue/plan';
import { planCall } from '../../nodes/ImageEdit/catalogue/plan';
import type { Operation } from '../../nodes/ImageEdit/catalogue/types';

const plan = (
	gateway: GatewayId,
	model: string,
	operation: Operation = 'edit',
	overrides?: PlanOverrides,
) => planCall(gatewayById(gateway), { model, modelName: '', family: 'auto' }, operation, overrides);

it.each([
	['nano-banana', 'nano-banana'],
	['models/nano-banana', 'nano-banana'],
	['my/models/nano-banana', 'my/models/nano-banana'],
	['vendor/some-model', 'vendor/some-model'],
	['a b?c#d', 'a%20b%3Fc%23d'],
	['../secret', '_/secret'],
	['a/./b', 'a/_/b'],
	['a//b', 'a/_/b'],
	['a/...', 'a/_'],
	['.a', '.a'],
	['a.', 'a.'],
	['', '_'],
])('puts the model %j into the path as %s', (model, path) => {
	expect(plan('gemini', model).path).toBe(`/models/${path}:generateContent`);
});

it.each<[GatewayId, string, Operation, PlanOverrides | undefined, string]>([
	['dddai', 'dall-e-2', 'edit', undefined, '/images/edits/'],
	['dddai', 'dall-e-2', 'generate', undefined, '/images/generations'],
	['aiid', 'kling-image', 'combine', undefined, '/images/edits'],
	['dddai', 'dall-e-2', 'edit', { path: '/mine' }, '/mine'],
	['dddai', 'dall-e-2', 'edit', { path: '' }, '/images/edits/'],
	['dddai', 'dall-e-2', 'edit', { path: '/of/{model}' }, '/of/dall-e-2'],
])('%s takes %s for %s with %j at %s', (gateway, model, operation, overrides, path) => {
	expect(plan(gateway, model, operation, overrides).path).toBe(path);
});

it.each<[GatewayId, string, Operation, PlanOverrides['bodyFormat'], string, string | undefined]>([
	['openAiCompatible', 'gpt-image-2', 'edit', undefined, 'multipart', undefined],
	['openAiCompatible', 'gpt-image-2', 'edit', 'auto', 'multipart', undefined],
	['openAiCompatible', 'gpt-image-2', 'edit', 'json', 'json', undefined],
	['openAiCompatible', 'gpt-image-2', 'generate', undefined, 'json', undefined],
	['openAiCompatible', 'gpt-image-2', 'generate', 'multipart', 'multipart', undefined],
	['openAiCompatible', 'nano-banana', 'edit', undefined, 'json', undefined],
	['gptplus', 'nano-banana', 'edit', undefined, 'multipart', undefined],
	['aiid', 'dall-e-2', 'edit', undefined, 'json', undefined],
	['aiid', 'dall-e-2', 'edit', 'multipart', 'multipart', undefined],
	['openRouter', 'gpt-image-2', 'edit', undefined, 'json', undefined],
	['openRouter', 'gpt-image-2', 'edit', 'json', 'json', undefined],
	['openRouter', 'gpt-image-2', 'edit', 'multipart', 'json', 'multipart'],
])(
	'%s takes %s for %s, asked for %s, as %s',
	(gateway, model, operation, bodyFormat, body, refusedFormat) => {
		const made = plan(gateway, model, operation, bodyFormat && { bodyFormat });
		expect([made.body, made.refusedFormat]).toEqual([body, refusedFormat]);
	},
);

it.each([
	['edit', 'kling-v3', 'images'],
	['combine', 'kling-v2-1', 'subjects'],
	['generate', 'kling-v3', undefined],
] as const)('plans kling-image for %s by %s', (operation, modelName, role) => {
	const made = plan('aiid', 'kling-image', operation);
	expect(made.gateway.id).toBe('aiid');
	expect([made.operation, made.model, made.known]).toEqual([operation, 'kling-image', true]);
	expect([made.entry.id, made.entry.modelName]).toEqual(['kling-image', modelName]);
	expect(made.pictures.map((spec) => spec.role)[0]).toBe(role);
	expect(made.fields).toEqual(fieldsFor(made.entry, operation));
});

it('leaves out the fields of other operations', () => {
	const namesFor = (operation: Operation) =>
		plan('aiid', 'kling-image', operation).fields.map(({ name }) => name);
	expect(namesFor('edit')).not.toContain('upExpansionRatio');
	expect(namesFor('expand')).toContain('upExpansionRatio');
});

it('names a Version that is of another model', () => {
	const choice = { model: 'kling-image', modelName: 'kling-image-o1', family: 'auto' } as const;
	const made = planCall(gatewayById('aiid'), choice, 'edit');
	expect(made.mismatchedModelName).toBe('kling-image-o1');
});
