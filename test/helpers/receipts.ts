import type { Receipt } from '../../nodes/ImageEdit/run/receipt';

/** A receipt of the first item, of which nothing is known but this. */
export const receiptOf = (more: Partial<Receipt> = {}): Receipt => ({
	item: 0,
	model: 'm',
	gateway: 'g',
	warnings: [],
	inputName: '',
	asTool: false,
	execution: '7',
	run: '0',
	...more,
});
