import type { INodeProperties } from 'n8n-workflow';
import { pictureRoles } from '../catalogue/pictures';
import type { PictureRole } from '../catalogue/types';
import { allClaims, guard } from './guards';

const oneField = 'Name of the input binary field';

/**
 * A picture as a person gives it: a binary field of the item, an address, or base64.
 * @param several whether the place takes more than one picture
 */
const pictureSlot = (
	name: string,
	label: string,
	help: string,
	several: boolean,
	initial = '',
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
			placeholder: `e.g. ${initial || name}`,
			hint: several
				? `${oneField}; several names comma-separated, or * for all pictures`
				: oneField,
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

const slotList = (
	name: string,
	label: string,
	help: string,
	slotLabel: string,
): INodeProperties => ({
	displayName: label,
	name,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Image',
	description: help,
	default: {},
	options: [
		{
			displayName: slotLabel,
			name: 'image',
			values: [
				pictureSlot('image', slotLabel, 'A binary field, a URL, or base64 text', true, 'data'),
			],
		},
	],
});

/** The slots of one role, each under the models and operations that have it. */
function roleProperties(role: PictureRole): readonly INodeProperties[] {
	const { help, initial, label, list, parameter } = pictureRoles[role];
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
	return [
		...(parameter
			? guarded(pictureSlot(parameter, label, help, list !== undefined, initial), 1)
			: []),
		...(list ? guarded(slotList(list.parameter, list.label, list.help, label), 2) : []),
	];
}

export const pictureProperties: readonly INodeProperties[] = (
	['images', 'subjects', 'scene', 'style', 'human', 'cloth', 'mask', 'markup'] as const
).flatMap(roleProperties);
