import { fieldsFor } from '../../nodes/ImageEdit/catalogue/fields';
import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import { allFields, models } from '../../nodes/ImageEdit/catalogue/models';
import type { FieldSpec } from '../../nodes/ImageEdit/catalogue/types';
import type { Validation } from '../../nodes/ImageEdit/request/findings';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import { some } from '../helpers/depth';
import type { Call } from '../helpers/calls';
import { fieldsOf, knownCalls, requiredSamples, sampleOf, storedForm } from '../helpers/calls';
import { resolve, resolveByExpression } from '../helpers/n8nForm';
import { sent } from '../helpers/roundTrip';

const gateway = gatewayById('openAiCompatible');
type Bag = Record<string, unknown>;

const untouched = (call: Call): Bag => storedForm(call, requiredSamples(call));

async function expectKeptFromTheWire(
	call: Call,
	{ resolved, written = resolved }: { readonly resolved: Bag; readonly written?: Bag },
	...labels: readonly string[]
): Promise<void> {
	const clean = await sent(resolve(untouched(call)), gateway);
	const judged = async (validation: Validation) => {
		const options = { ...(resolved.options as Bag), validation };
		return await sent({ ...resolved, options }, gateway, { ...written, options });
	};
	const refusal = await judged('strict').catch((error: unknown) => error);
	expect(refusal).toBeInstanceOf(InvalidOrder);
	const sentences = labels.map((label): unknown => expect.stringContaining(label));
	expect((refusal as InvalidOrder).findings).toEqual(sentences);
	const warned = await judged('warn');
	expect(warned.wire).toEqual(clean.wire);
	expect(warned.warnings).toEqual(sentences);
	expect((await judged('off')).wire).toEqual(clean.wire);
}

const elsewhere = (call: Call): readonly FieldSpec[] => {
	const own = new Set(fieldsOf(call).map(({ name }) => name));
	return allFields.filter(({ name }, index) => {
		const first = allFields.findIndex((field) => field.name === name) === index;
		return first && !own.has(name);
	});
};

/** Values that another model lists for a field of the same name. */
function othersValue(field: FieldSpec): string | undefined {
	if (field.kind !== 'choice' || field.unsure || field.place === 'top') return undefined;
	const listed = models
		.flatMap((entry) => entry.fields as readonly FieldSpec[])
		.flatMap((other) => (other.kind === 'choice' && other.name === field.name ? other.values : []));
	return listed.find((value) => !field.values.includes(value));
}

const leftovers = knownCalls.flatMap((call) =>
	fieldsOf(call).flatMap((field) => {
		const value = othersValue(field);
		return value === undefined ? [] : [{ ...call, call, field, value }];
	}),
);

it.each(some(leftovers))(
	"$title: $field.label $value is another model's and is kept from the wire",
	async ({ call, field, value }) => {
		const form = untouched(call);
		const stored = { ...form, options: { ...(form.options as Bag), [field.name]: value } };
		await expectKeptFromTheWire(call, { resolved: resolve(stored) }, field.label);
		await expectKeptFromTheWire(call, resolveByExpression(stored, call.model), field.label);
	},
);

it.each(some(knownCalls))(
	"$title: n8n itself drops other models' options under a chosen model",
	async (call) => {
		const form = untouched(call);
		const foreign = elsewhere(call).filter(({ place }) => place !== 'top');
		const options = foreign.map((field) => [field.name, sampleOf(field).stored]);
		const resolved = resolve({ ...form, options: Object.fromEntries(options) });
		expect(resolved.options).toEqual({});
	},
);

it.each(some(knownCalls))(
	"$title: other models' options are kept from the wire under an expression",
	async (call) => {
		const foreign = elsewhere(call).filter(({ place }) => place !== 'top');
		const options = Object.fromEntries(
			foreign.map((field) => [field.name, sampleOf(field).stored]),
		);
		const form = resolveByExpression(untouched(call), call.model);
		const resolved = { ...form.resolved, options };
		const labels = foreign.map(({ label }) => label).sort((a, b) => a.localeCompare(b));
		await expectKeptFromTheWire(call, { ...form, resolved }, ...labels);
	},
);

const withoutElements = knownCalls.filter(
	({ entry, operation }) =>
		['edit', 'generate'].includes(operation) &&
		!fieldsFor(entry, operation).some(({ name }) => name === 'elementIds'),
);

it.each(withoutElements)(
	'$title: Element IDs of another model are kept from the wire',
	async (call) => {
		const stored = { ...untouched(call), elementIds: '835266081714884677' };
		expect(resolve(stored)).not.toHaveProperty('elementIds');
		await expectKeptFromTheWire(call, resolveByExpression(stored, call.model), 'Element IDs');
	},
);
