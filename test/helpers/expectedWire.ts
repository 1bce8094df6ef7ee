import type {
	BodyFormat,
	FieldSpec,
	GatewayEntry,
	PictureSpec,
} from '../../nodes/ImageEdit/catalogue/types';
import type { Call, Sample } from './calls';
import { fieldsOf, picturesOf } from './calls';
import type { ReadPart } from './readBody';

/** A picture of an order, as far as the wire shows it. */
export interface Given {
	readonly mode: 'base64' | 'binary' | 'url';
	readonly bytes: Buffer;
	readonly url?: string;
}

export type GivenPictures = Readonly<Partial<Record<PictureSpec['role'], readonly Given[]>>>;

/** The body format that a gateway's documents show for a call. */
export function expectedFormat({ entry, operation }: Call, gateway: GatewayEntry): BodyFormat {
	if (operation === 'generate') return 'json';
	return gateway.editBody === 'model' ? entry.body : gateway.editBody;
}

/** Everything that must arrive, and nothing else. */
export function expectedJson(
	call: Call,
	samples: Readonly<Record<string, Sample>>,
	pictures: GivenPictures,
): Record<string, unknown> {
	const wire: Record<string, unknown> = constantsOf(call);
	for (const spec of picturesOf(call)) {
		const given = pictures[spec.role] ?? [];
		const texts = given.map((picture) => pictureText(call, picture));
		const items = spec.itemKey ? texts.map((text) => ({ [spec.itemKey as string]: text })) : texts;
		if (given.length > 0) {
			const name = given.length > 1 ? (spec.wireSeveral ?? spec.wire) : spec.wire;
			wire[name] = spec.itemKey || given.length > 1 ? items : items[0];
		}
	}
	for (const field of fieldsOf(call)) {
		const sample = samples[field.name];
		const [name = '', ...inner] = field.wire.split('.');
		const nested = inner.reduceRight<unknown>((value, key) => ({ [key]: value }), sample?.json);
		if (sample) wire[name] = nested;
		Object.assign(wire, besideOf(field, sample));
	}
	return wire;
}

/** The same as parts of a form, in the order of their names. */
export function expectedForm(
	call: Call,
	gateway: GatewayEntry,
	samples: Readonly<Record<string, Sample>>,
	pictures: GivenPictures,
): readonly ReadPart[] {
	const parts: ReadPart[] = Object.entries(constantsOf(call)).map(([name, value]) => ({
		name,
		value,
	}));
	for (const spec of picturesOf(call)) {
		parts.push(...pictureParts(gateway, spec, pictures[spec.role] ?? []));
	}
	for (const field of fieldsOf(call)) {
		const sample = samples[field.name];
		const [name = '', inner] = field.wire.split('.');
		if (sample && field.formWire !== undefined) {
			parts.push({ name: field.formWire, value: sample.text });
		} else if (sample) {
			parts.push({
				name,
				value: inner === undefined ? sample.text : `{"${inner}":${sample.text}}`,
			});
		}
		const beside = Object.entries(besideOf(field, sample));
		parts.push(...beside.map(([other, value]) => ({ name: other, value: String(value) })));
	}
	return byName(parts);
}

/** Parts of one name keep their order. */
export const byName = (parts: readonly ReadPart[]): readonly ReadPart[] =>
	[...parts].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/** What a switch that is on brings with it. */
const besideOf = (field: FieldSpec, sample: Sample | undefined) =>
	field.kind === 'flag' && sample?.json === true ? (field.whenOn ?? {}) : {};

const constantsOf = ({ entry, model }: Call): Record<string, string> => ({
	model,
	...(entry.modelName === undefined ? {} : { model_name: entry.modelName }),
});

const pictureText = ({ entry }: Call, { bytes, mode, url }: Given): string =>
	mode === 'url'
		? String(url)
		: `${entry.base64 === 'bare' ? '' : 'data:image/png;base64,'}${bytes.toString('base64')}`;

function pictureParts(
	gateway: GatewayEntry,
	spec: PictureSpec,
	given: readonly Given[],
): readonly ReadPart[] {
	const modes = new Set(given.map(({ mode }) => mode));
	const mode = modes.size === 1 ? given[0]?.mode : undefined;
	const text =
		spec.role !== 'images' || !mode || mode === 'binary' ? undefined : gateway.pictureFields[mode];
	const field = spec.role === 'images' ? gateway.pictureFields.file : spec.wire;
	const name = `${text ?? field}${given.length > 1 ? '[]' : ''}`;
	return given.map(({ bytes, url }) =>
		text === undefined
			? {
					name,
					value: bytes.toString('base64'),
					fileName: expect.stringMatching(/^[\w-]+\.png$/) as string,
					mimeType: 'image/png',
				}
			: { name, value: mode === 'url' ? String(url) : bytes.toString('base64') },
	);
}
