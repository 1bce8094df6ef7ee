import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Validation } from '../../nodes/ImageEdit/request/findings';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import type { Call } from '../helpers/calls';
import { knownCalls, picturesOf, requiredSamples, storedForm } from '../helpers/calls';
import { resolve, resolveByExpression, slot } from '../helpers/n8nForm';
import { sent } from '../helpers/roundTrip';

const gateway = gatewayById('aiid');

async function judge(call: Call, stored: object, validation: Validation) {
	const { resolved, written } = resolveByExpression(
		{ ...stored, options: { validation } },
		call.model,
	);
	return await sent(resolved, gateway, written);
}

async function expectKeptFromTheWire(call: Call, stored: object, label: string): Promise<void> {
	const clean = await sent(resolve(storedForm(call, requiredSamples(call))), gateway);
	const refusal = await judge(call, stored, 'strict').catch((error: unknown) => error);
	expect(refusal).toBeInstanceOf(InvalidOrder);
	expect((refusal as InvalidOrder).message).toContain(label);
	const warned = await judge(call, stored, 'warn');
	expect(warned.wire).toEqual(clean.wire);
	expect(warned.warnings.join(' ')).toContain(label);
	expect((await judge(call, stored, 'off')).wire).toEqual(clean.wire);
}

const edits = knownCalls.filter(({ operation }) => operation === 'edit');
const maskless = edits.filter((call) => !picturesOf(call).some(({ role }) => role === 'mask'));

it.each(maskless)('$title: a mask for another model is kept from the wire', async (call) => {
	const stored = { ...storedForm(call, requiredSamples(call)), mask: slot('binary', 'data') };
	expect(resolve(stored)).not.toHaveProperty('mask');
	await expectKeptFromTheWire(call, stored, 'Mask');
});

const single = edits.filter((call) =>
	picturesOf(call).some(({ max, role }) => role === 'images' && max === 1),
);

it.each(single)(
	'$title: additional images for another model are kept from the wire',
	async (call) => {
		const additionalImages = { image: [{ image: slot('binary', 'cloth') }] };
		const stored = { ...storedForm(call, requiredSamples(call)), additionalImages };
		expect(resolve(stored)).not.toHaveProperty('additionalImages');
		await expectKeptFromTheWire(call, stored, 'Additional Images');
	},
);

it('never sends a model name that is left over from another model', async () => {
	const call = knownCalls.find(({ model }) => model === 'kling-omni-image') as Call;
	const stored = { ...storedForm(call, requiredSamples(call)), modelName: 'kling-v2' };
	const refusal = await sent(resolve(stored), gateway).catch((error: unknown) => error);
	expect(refusal).toBeInstanceOf(InvalidOrder);
	expect((refusal as InvalidOrder).message).toContain('Version');
});

it('sends no model name to a model without one, even when one is left over', async () => {
	const call = knownCalls.find(({ model }) => model === 'nano-banana') as Call;
	const stored = { ...storedForm(call, requiredSamples(call)), modelName: 'kling-v2' };
	expect(resolve(stored)).not.toHaveProperty('modelName');
	const { resolved, written } = resolveByExpression(stored, 'nano-banana');
	const { wire } = await sent(resolved, gateway, written);
	expect(wire).not.toHaveProperty('model_name');
});
