import { families } from '../../nodes/ImageEdit/catalogue/families';
import { fieldsFor } from '../../nodes/ImageEdit/catalogue/fields';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import { models } from '../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../nodes/ImageEdit/catalogue/operations';
import { pictureRoles } from '../../nodes/ImageEdit/catalogue/pictures';
import type {
	FieldSpec,
	GatewayEntry,
	ModelEntry,
	PictureSpec,
} from '../../nodes/ImageEdit/catalogue/types';

// The tables of the README, printed from the catalogues so that they cannot say anything else.

const row = (cells: readonly string[]) =>
	`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

export function modelTable(): string {
	return table(
		['Model', 'Ends', 'Operations', 'Images', 'Fields', 'Named by', 'Price', 'Good to know'],
		models.map((entry) => [
			nameOf(entry),
			endOf(entry),
			operations
				.filter(({ id }) => entry.operations.includes(id))
				.map(({ label }) => label)
				.join(', '),
			picturesOf(entry),
			fieldsOf(entry),
			gateways
				.filter((gateway: GatewayEntry) => gateway.documentedModels?.includes(entry.id))
				.map(({ label }) => label)
				.join(', '),
			priceOf(entry),
			(entry.notes ?? []).join(' '),
		]),
	);
}

const nameOf = ({ id, label, modelName }: ModelEntry) =>
	`${label} \`${id}\`${modelName === undefined ? '' : ` · \`${modelName}\``}`;

function endOf({ lifecycle }: ModelEntry): string {
	if (!lifecycle) return '';
	const { ends, successors, unsure } = lifecycle;
	const next = successors.map((id) => `\`${id}\``).join(' or ');
	return `${ends}${unsure ? ' (one source)' : ''} → ${next}`;
}

function priceOf({ price = {}, priceDate, tokenPrice }: ModelEntry): string {
	const prices = Object.entries(price).map(([gateway, one]) => `${one} per call (${gateway})`);
	if (tokenPrice) {
		const { imageIn, imageOut, textIn } = tokenPrice;
		prices.push(
			`$${textIn} text in, $${imageIn} image in, $${imageOut} image out per million tokens`,
		);
	}
	return prices.length > 0 ? `${prices.join('; ')}, as of ${priceDate}` : '';
}

function picturesOf(entry: ModelEntry): string {
	const specs = Object.values(entry.pictures).flat();
	const unique = [...new Map(specs.map((spec) => [spec.role, spec])).values()];
	return unique.map(pictureOf).join('; ');
}

function pictureOf(spec: PictureSpec): string {
	const { label } = pictureRoles[spec.role];
	const { limits, max, maxUnsure } = spec;
	const many = max > 1 ? ` ×${max}${maxUnsure ? ' (advice)' : ''}` : '';
	const facts = [
		limits.types?.join('/'),
		limits.maxBytes === undefined ? undefined : `≤ ${limits.maxBytes / 1024 / 1024} MB`,
		limits.underBytes === undefined ? undefined : `< ${limits.underBytes / 1024 / 1024} MB`,
		limits.minSide === undefined ? undefined : `≥ ${limits.minSide} px`,
		limits.square ? 'square' : undefined,
	].filter((fact) => fact !== undefined);
	return `${label}${many}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}

function fieldsOf(entry: ModelEntry): string {
	const used = entry.operations.flatMap((operation) => fieldsFor(entry, operation));
	const unique = [...new Map(used.map((field) => [field.name, field])).values()];
	return unique
		.filter(({ name }) => name !== 'prompt')
		.map((field) => `${field.label}${limitOf(field)}`)
		.join('; ');
}

function limitOf(field: FieldSpec): string {
	switch (field.kind) {
		case 'choice':
			return `: ${field.values.join(' ')}`;
		case 'integer':
		case 'number':
			return field.max > 1_000_000 ? '' : ` ${field.min}–${field.max}`;
		case 'size':
			return [
				field.words.length > 0 ? `: ${field.words.join(' ')} or W×H` : ': W×H',
				field.minPixels === undefined ? '' : `, ≥ ${field.minPixels} px`,
				field.multipleOf === undefined ? '' : `, sides ÷ ${field.multipleOf}`,
			].join('');
		default:
			return '';
	}
}

export function gatewayTable(): string {
	return table(
		['Gateway', '`gateway`', 'Address', 'Edit path', 'Body of an edit', 'Good to know'],
		gateways.map((gateway: GatewayEntry) => [
			gateway.label,
			`\`${gateway.id}\``,
			gateway.baseUrl === undefined ? 'yours' : `\`${gateway.baseUrl}\``,
			`\`${gateway.editPath}\``,
			gateway.editBody === 'model' ? 'by model' : gateway.editBody,
			gateway.notes.join(' '),
		]),
	);
}

export function familyTable(): string {
	return table(
		['Model Family', 'Unknown IDs that *Guess From the ID* takes for it', 'Treated like'],
		families.map((family) => [
			family.label,
			family.guess.map((part) => `…${part}…`).join(', ') || 'all others',
			family.like ? `\`${family.like}\`, limits as advice` : 'every field, nothing blocked',
		]),
	);
}
