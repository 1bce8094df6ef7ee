import fc from 'fast-check';
import { gateways } from '../../../nodes/ImageEdit/catalogue/gateways';
import { allFields } from '../../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../../nodes/ImageEdit/catalogue/operations';
import { pictureRoles } from '../../../nodes/ImageEdit/catalogue/pictures';
import type { FieldSpec, GatewayEntry } from '../../../nodes/ImageEdit/catalogue/types';
import { anyCharacter } from '../../helpers/anyCharacter';
import { familyCalls, guessedCalls, knownCalls } from '../../helpers/calls';
import { modelById, slot } from '../../helpers/n8nForm';
import { pixel } from '../../helpers/fixtures';

const circle: { self?: object } = {};
circle.self = circle;

/** Anything that an expression can hand over. */
const anything = fc.oneof(
	fc.string({ unit: anyCharacter, maxLength: 12 }),
	fc.constantFrom('', ' ', '\n', '0', '-1', '1.5', '1e400', 'NaN', 'true', 'null', '[]', '{}'),
	fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype)),
	fc.constantFrom('auto', '1024x1024', '2K', '16:9', 'high', 'png', 'jpeg', 'series', 'single'),
	fc.integer(),
	fc.bigInt(),
	fc.double(),
	fc.boolean(),
	fc.constantFrom(null, undefined, circle, [circle]),
	fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.integer()), { maxLength: 3 }),
	fc.dictionary(fc.string({ maxLength: 4 }), fc.integer(), { maxKeys: 2, noNullPrototype: true }),
	fc.date({ noInvalidDate: true }),
);

const fitting = (field: FieldSpec): fc.Arbitrary<unknown> => {
	switch (field.kind) {
		case 'choice':
			return fc.constantFrom(...field.values);
		case 'integer':
			return fc.integer({ min: field.min, max: field.max });
		case 'number':
			return fc.double({ min: field.min, max: field.max, noNaN: true });
		case 'flag':
			return fc.boolean();
		case 'size':
			return fc.constantFrom('2048x2048', '1536x1024', ...field.words);
		case 'ids':
			return ids;
		case 'text':
			return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
	}
};

const digits = fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String);
const ids = fc
	.array(fc.oneof(digits, fc.constantFrom('elem_7', '007', ' 12 ', '')), { maxLength: 12 })
	.map((list) => list.join(','));

/** Mostly what the field takes, so that orders get as far as the wire. */
const valueOf = (field: FieldSpec) =>
	fc.oneof({ weight: 5, arbitrary: fitting(field) }, { weight: 1, arbitrary: anything });

const named = (place: 'options' | 'top') => {
	const fields = allFields.filter((field) => (field.place ?? 'options') === place);
	const byName = new Map<string, fc.Arbitrary<unknown>>();
	for (const field of fields) {
		const before = byName.get(field.name);
		const own = valueOf(field);
		byName.set(field.name, before ? fc.oneof(before, own) : own);
	}
	return Object.fromEntries(byName);
};

const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });

const plainName = fc.stringMatching(/^[a-z_]{1,8}$/);
const controls = {
	validation: fc.constantFrom('strict', 'strict', 'warn', 'off', undefined),
	bodyFormat: fc.constantFrom('auto', 'auto', 'json', 'multipart', undefined),
	imageField: few(fc.constantFrom('image', 'image_urls', 'image_list', 'images', ' my_image ')),
	extraFields: few(
		fc.oneof(
			fc.dictionary(plainName, fc.jsonValue({ maxDepth: 3 })).map((bag) => JSON.stringify(bag)),
			fc.constantFrom('', '{}', '[', '{"id":835266081714884677}', '{"n":01}'),
			fc.dictionary(plainName, anything, {
				maxKeys: 3,
				noNullPrototype: true,
			}),
			anything,
		),
	),
	pricePerCall: few(fc.oneof(fc.double({ min: 0, max: 10, noNaN: true }), anything)),
	dryRun: few(fc.boolean()),
};

const address = 'https://pictures.example/a.png';
const picture = fc.oneof(
	fc.constantFrom(slot('binary', 'data'), slot('binary', 'data'), slot('binary', '*')),
	fc.constantFrom(slot('url', address), slot('base64', pixel), slot('base64', 'nonsense')),
	fc.constantFrom(slot('binary', 'data, cloth'), slot('binary', ''), slot('url', 'ftp://x/a')),
	fc.record({ __rl: fc.constant(true), mode: fc.string({ maxLength: 8 }), value: anything }),
	anything,
);
const rarelyOdd = fc.oneof(
	{ weight: 6, arbitrary: fc.constant(slot('binary', 'data')) },
	{ weight: 2, arbitrary: picture },
);

const slots = Object.values(pictureRoles).flatMap(({ list, parameter }) => [
	...(parameter ? [[parameter, few(rarelyOdd)] as const] : []),
	...(list
		? [
				[
					list.parameter,
					few(
						fc.oneof(
							fc.record({ image: fc.array(fc.record({ image: rarelyOdd }), { maxLength: 3 }) }),
							anything,
						),
					),
				] as const,
			]
		: []),
]);

/** A model as a person can choose it, an id that nobody knows, or what an expression gave. */
const choice = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.constantFrom(...knownCalls, ...familyCalls, ...guessedCalls).map((call) => ({
			operation: call.operation,
			model: modelById(call.model),
			modelName: call.entry.modelName,
			modelFamily: call.family,
		})),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			operation: fc.constantFrom(...operations.map(({ id }) => id)),
			model: fc.oneof(fc.string({ maxLength: 12 }).map(modelById), anything),
			modelName: fc.constantFrom('kling-v3', 'kling-v9', '', undefined),
			modelFamily: fc.constantFrom('auto', 'generic', 'byId', 'klingOmni', 'nonsense'),
		}),
	},
);

export interface Form {
	readonly gateway: GatewayEntry;
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** Parameters as the node reads them, good and bad, over all gateways, models and operations. */
export const forms: fc.Arbitrary<Form> = fc
	.record({
		gateway: fc.constantFrom<GatewayEntry>(...gateways),
		choice,
		top: fc.record(named('top'), { requiredKeys: ['prompt'] }),
		options: fc.record({ ...named('options'), ...controls }, { requiredKeys: [] }),
		slots: fc.record(Object.fromEntries(slots)),
		expandBy: fc.constantFrom('ratios', 'ratios', 'aspectRatio', undefined),
		targetAspectRatio: fc.oneof(fc.constantFrom('16:9', '1:1', '0:0', 'wide'), anything),
		kept: fc.nat({ max: 3 }),
	})
	.map(({ choice: chosen, gateway, kept, options, slots: given, top, ...more }) => ({
		gateway,
		parameters: {
			...given,
			...more,
			...top,
			...chosen,
			// Few options at a time, or nothing would ever pass.
			options: Object.fromEntries(
				Object.entries(options).filter(
					([name], index) => name in controls || (index * 7 + kept) % 9 === 0,
				),
			),
		},
	}));
