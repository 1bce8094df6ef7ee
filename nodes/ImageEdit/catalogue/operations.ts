import type { Operation } from './types';

interface OperationEntry {
	readonly id: Operation;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	/** After "cannot". */
	readonly verb: string;
	readonly path: 'editPath' | 'generatePath';
}

/** The image operations, in the order of the editor (by label). Generation alone has a path of its own. */
export const operations = [
	{
		id: 'combine',
		label: 'Combine',
		action: 'Combine subjects into one image',
		description: 'Put one to four people or things into one image',
		verb: 'combine images',
		path: 'editPath',
	},
	{
		id: 'edit',
		label: 'Edit',
		action: 'Edit an image',
		description: 'Change an image according to a prompt, everywhere or where a mask allows it',
		verb: 'edit images',
		path: 'editPath',
	},
	{
		id: 'expand',
		label: 'Expand',
		action: 'Expand an image beyond its borders',
		description: 'Extend an image beyond its borders (outpainting)',
		verb: 'expand images',
		path: 'editPath',
	},
	{
		id: 'generate',
		label: 'Generate',
		action: 'Generate an image from text',
		description: 'Create an image from a prompt alone',
		verb: 'generate images',
		path: 'generatePath',
	},
	{
		id: 'tryOn',
		label: 'Try On',
		action: 'Try a garment on a person',
		description: 'Dress a person in a garment (virtual try-on)',
		verb: 'try on garments',
		path: 'editPath',
	},
] as const satisfies readonly OperationEntry[];

export function operationById(id: Operation): OperationEntry {
	return operations.find((operation) => operation.id === id) as OperationEntry;
}
