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
import { resolveByExpression } from './helpers/n8nForm';
import { expectRoundTrip, expectSent } from './helpers/roundTrip';

it.each(familyCalls)('$title: an untouched form sends the required things alone', async (call) => {
	await expectRoundTrip(call);
});

const fields = familyCalls.flatMap((call) =>
	fieldsOf(call).map((field) => ({ ...call, call, field })),
);

it.each(fields)('$title: $field.label is all that is added', async ({ call, field }) => {
	await expectRoundTrip(call, samplesFor(field));
});

/** All at once, without those that a condition keeps from the wire then. */
function everySample(call: Call): Readonly<Record<string, Sample>> {
	const samples: Record<string, Sample> = {};
	for (const field of fieldsOf(call)) samples[field.name] = sampleOf(field);
	for (const field of fieldsOf(call)) Object.assign(samples, neededBy(field));
	for (const { name, when } of fieldsOf(call)) {
		const other = when && samples[when.field]?.text;
		if (when?.notIn?.includes(other ?? '')) delete samples[name];
	}
	return { ...samples, ...requiredSamples(call) };
}

const neededBy = (field: FieldSpec) =>
	Object.fromEntries(
		Object.entries(samplesFor(field)).filter(([name]) => name === field.when?.field),
	);

it.each(guessedCalls)('$title: every field of the family it looks like is sent', async (call) => {
	await expectRoundTrip(call, everySample(call));
});

const byExpression = [...knownCalls, ...guessedCalls, ...familyCalls];

it.each(byExpression)(
	'$title: every field is sent when the model is an expression',
	async (call) => {
		const samples = everySample(call);
		const { resolved, written } = resolveByExpression(storedForm(call, samples), call.model);
		await expectSent(call, samples, resolved, written);
	},
);

it.each(byExpression)('$title: an untouched form by expression sends no more', async (call) => {
	const samples = requiredSamples(call);
	const { modelFamily, ...stored } = storedForm(call, samples);
	const form = modelFamily === 'auto' ? stored : { ...stored, modelFamily };
	const { resolved, written } = resolveByExpression(form, call.model);
	await expectSent(call, samples, resolved, written);
});
