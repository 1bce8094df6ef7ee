import type { FieldSpec } from '../nodes/ImageEdit/catalogue/types';
import type { Call, Sample } from './helpers/calls';
import {
	familyCalls,
	fieldsOf,
	guessedCalls,
	knownCalls,
	requiredSamples,
	sampleOf,
	samplesFor,
	storedForm,
} from './helpers/calls';
import { sampled, some } from './helpers/depth';
import { resolveByExpression } from './helpers/n8nForm';
import { expectRoundTrip, expectSent } from './helpers/roundTrip';

it.each(some(familyCalls))(
	'$title: an untouched form sends the required things alone',
	async (call) => {
		await expectRoundTrip(call);
	},
);

const fields = familyCalls.flatMap((call) =>
	fieldsOf(call).map((field) => ({ ...call, call, field })),
);

// They are those of known models, for the better part.
it.each(sampled(fields, 60))(
	'$title: $field.label is all that is added',
	async ({ call, field }) => {
		await expectRoundTrip(call, samplesFor(field));
	},
);

/** All at once, without those that a condition keeps from the wire then, in values that go together. */
function everySample(call: Call): Readonly<Record<string, Sample>> {
	const samples: Record<string, Sample> = {};
	const fields = fieldsOf(call);
	for (const field of fields) samples[field.name] = sampleOf(withoutRules(field));
	for (const field of fields) Object.assign(samples, neededBy(field, fields));
	for (const { name, when } of fields) {
		const other = (when && samples[when.field]?.text) ?? '';
		if (when?.notIn?.includes(other) || (when?.in && !when.in.includes(other)))
			delete samples[name];
	}
	return { ...samples, ...requiredSamples(call) };
}

/** Values that have conditions of their own do not go with every other. */
function withoutRules(field: FieldSpec): FieldSpec {
	if (field.kind !== 'choice' || !field.valueRules) return field;
	const { valueRules, values } = field;
	return { ...field, values: values.filter((value) => !(value in valueRules)) };
}

/** What the condition of a field asks for, unless that has conditions of its own. */
function neededBy(field: FieldSpec, fields: readonly FieldSpec[]) {
	const needed = field.when?.field;
	const other = fields.find(({ name }) => name === needed);
	if (other?.kind === 'choice' && other.valueRules) return {};
	return Object.fromEntries(Object.entries(samplesFor(field)).filter(([name]) => name === needed));
}

it.each(some(guessedCalls))(
	'$title: every field of the family it looks like is sent',
	async (call) => {
		await expectRoundTrip(call, everySample(call));
	},
);

const byExpression = [...knownCalls, ...guessedCalls, ...familyCalls];

it.each(some(byExpression))(
	'$title: every field is sent when the model is an expression',
	async (call) => {
		const samples = everySample(call);
		const { resolved, written } = resolveByExpression(storedForm(call, samples), call.model);
		await expectSent(call, samples, resolved, written);
	},
);

it.each(some(byExpression))(
	'$title: an untouched form by expression sends no more',
	async (call) => {
		const samples = requiredSamples(call);
		const { modelFamily, ...stored } = storedForm(call, samples);
		const form = modelFamily === 'auto' ? stored : { ...stored, modelFamily };
		const { resolved, written } = resolveByExpression(form, call.model);
		await expectSent(call, samples, resolved, written);
	},
);
