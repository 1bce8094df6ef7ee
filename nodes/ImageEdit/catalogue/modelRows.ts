import { stageOf } from './lifecycle';
import type { FieldSpec, ModelEntry, Operation } from './types';

/** What n8n shows of a row before it cuts it off. */
const maxRow = 45;

/** What people look for, the rarest abilities first. */
const abilities: ReadonlyArray<readonly [word: string, has: (entry: ModelEntry) => boolean]> = [
	['masks', (entry) => hasRole(entry, 'mask')],
	['person, garment', (entry) => hasRole(entry, 'human')],
	['expanding', ({ operations }) => operations.includes('expand')],
	['subjects', ({ operations }) => operations.includes('combine')],
	['faces', (entry) => hasField(entry, 'imageReference')],
	['series', (entry) => hasField(entry, 'seriesAmount')],
	['saved elements', (entry) => hasField(entry, 'elementIds')],
	['groups', (entry) => hasField(entry, 'maxImages')],
];
const formats: ReadonlyArray<readonly [word: string, has: (entry: ModelEntry) => boolean]> = [
	['transparency', (entry) => hasField(entry, 'background')],
	['GIF', (entry) => hasField(entry, 'frameCount')],
	['SVG', (entry) => hasField(entry, 'svgModel')],
	['text only', ({ operations }) => operations.every((operation) => operation === 'generate')],
];

const hasRole = ({ pictures }: ModelEntry, role: string) =>
	Object.values(pictures).some((specs) => specs.some((spec) => spec.role === role));
const hasField = ({ fields }: ModelEntry, name: string) =>
	fields.some((field) => field.name === name);

/**
 * The facts of a model in words, the most telling first.
 * @param entries all entries of one id
 */
function factsOf(entries: readonly ModelEntry[], operation: Operation | undefined): string[] {
	const wordsOf = (list: typeof abilities) =>
		list.flatMap(([word, has]) => (entries.some(has) ? [word] : []));
	const counts = entries.flatMap(({ pictures }) =>
		(pictures.edit ?? []).flatMap(({ max, role }) => (role === 'images' ? max : [])),
	);
	const most = Math.max(0, ...counts);
	const takesImages = operation !== 'generate' && operation !== 'tryOn' && most > 1;
	const tiers = entries.flatMap(({ fields }) => fields.flatMap(tiersOf)).sort(bySize);
	const [least, largest] = [tiers[0], tiers.at(-1)];
	return [
		...wordsOf(abilities).filter((word) => operation !== 'generate' || word !== 'masks'),
		...(takesImages ? [`up to ${most} images`] : []),
		...(least && largest ? [least === largest ? least : `${least}–${largest}`] : []),
		...wordsOf(formats),
	];
}

function tiersOf(field: FieldSpec): string[] {
	const words = field.kind === 'size' ? field.words : field.kind === 'choice' ? field.values : [];
	return words.flatMap((word) => (/^\d+(\.\d+)?k$/i.test(word) ? [word.toUpperCase()] : []));
}

const bySize = (a: string, b: string) => parseFloat(a) - parseFloat(b);

/**
 * A model as one row of a list: its label and what it is for, or that it ends.
 * @param entries all entries of one id
 * @param now milliseconds since 1970
 */
export function rowName(
	entries: readonly [ModelEntry, ...ModelEntry[]],
	operation: Operation | undefined,
	now: number,
	listedEnd?: string,
): string {
	const [{ label, lifecycle }] = entries;
	const ends = listedEnd ?? lifecycle?.ends;
	const stage = ends === undefined ? 'alive' : stageOf(ends, now);
	if (stage !== 'alive') return `${label} — ${stage === 'ended' ? 'ended' : 'ends'} ${ends}`;
	return factsOf(entries, operation).reduce((row, fact) => {
		const longer = `${row}${row === label ? ' — ' : ', '}${fact}`;
		return longer.length <= maxRow ? longer : row;
	}, label);
}

/** Everything by which a model can be found, in lower case. */
export function searchText(entries: readonly [ModelEntry, ...ModelEntry[]]): string {
	const [{ family, id, keywords = [], label, notes = [], vendor }] = entries;
	const labels = entries.flatMap((entry) => [
		entry.modelName ?? '',
		entry.version ?? '',
		...entry.operations,
		...entry.fields.map((field) => field.label),
		...Object.values(entry.pictures).flatMap((specs) => specs.map(({ role }) => role)),
	]);
	const words = [id, label, family, vendor, ...keywords, ...labels, ...notes];
	return [...words, ...factsOf(entries, undefined)].join(' ').toLowerCase();
}
