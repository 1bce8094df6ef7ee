import type { INodeProperties } from 'n8n-workflow';
import { pictureRoles } from '../catalogue/pictures';
import type { PictureRole } from '../catalogue/types';
import { allClaims, guard } from './guards';

/**
 * A picture as a person gives it: a binary field of the item, an address, or base64.
 * @param hint the line below it, while it takes a binary field
 */
const pictureSlot = (
	name: string,
	label: string,
	help: string,
	hint: string | undefined,
	initial = '',
	example = initial || name,
): INodeProperties => ({
	displayName: label,
	name,
	type: 'resourceLocator',
	description: help,
	default: { mode: 'binary', value: initial },
	modes: [
		{
			displayName: 'Binary',
			name: 'binary',
			type: 'string',
			placeholder: `e.g. ${example}`,
			...(hint === undefined ? {} : { hint }),
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://example.com/picture.png',
		},
		{
			displayName: 'Base64',
			name: 'base64',
			type: 'string',
			placeholder: 'e.g. data:image/png;base64,iVBORw0KGgo…',
		},
	],
});

const rowHint =
	'A binary field, several (data, data_1), or * for all images. For images of several items, put Aggregate with Include Binaries before this node.';

const slotList = (
	name: string,
	label: string,
	help: string,
	slotLabel: string,
): INodeProperties => ({
	displayName: label,
	name,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true, hideEmptyMessage: true },
	placeholder: 'Add Image',
	description: help,
	default: {},
	options: [
		{
			displayName: slotLabel,
			name: 'image',
			values: [pictureSlot('image', slotLabel, 'A binary field, a URL, or base64 text', rowHint)],
		},
	],
});

/** @param kind `single` the slot of the role, `list` the slots for further images of it */
function roleProperties(kind: 'list' | 'single', role: PictureRole): readonly INodeProperties[] {
	const { example, help, hint, initial, label, list, parameter } = pictureRoles[role];
	const guarded = (property: INodeProperties, least: number) => {
		const claims = allClaims.filter(({ owner, operation }) =>
			owner.entry.pictures[operation]?.some((spec) => spec.role === role && spec.max >= least),
		);
		return guard(
			claims.map((claim) => ({ ...claim, property })),
			'',
			() => property,
		);
	};
	if (kind === 'list') {
		return list ? guarded(slotList(list.parameter, list.label, list.help, label), 2) : [];
	}
	if (!parameter) return [];
	return guarded(pictureSlot(parameter, label, help, hint, initial, example), 1);
}

const slots = (kind: 'list' | 'single', ...roles: readonly PictureRole[]) =>
	roles.flatMap((role) => roleProperties(kind, role));

/** What an order is about, above its prompt. */
export const mainPictures = [
	...slots('single', 'images'),
	...slots('list', 'subjects'),
	...slots('single', 'human', 'cloth'),
];

/** What else it may have, below the prompt. */
export const furtherPictures = [
	...slots('list', 'images'),
	...slots('single', 'scene', 'style', 'mask', 'markup'),
];
