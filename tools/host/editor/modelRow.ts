import { models } from '../../../nodes/ImageEdit/catalogue/models';
import { rowName } from '../../../nodes/ImageEdit/catalogue/modelRows';
import type { ModelEntry, Operation } from '../../../nodes/ImageEdit/catalogue/types';

/** What the list of models says of a known one that the gateway offers. */
export function offeredRow(id: string, operation: Operation): string {
	const entries = models.filter((entry) => entry.id === id) as [ModelEntry, ...ModelEntry[]];
	return rowName(entries, operation, Date.now());
}

/** The same where the gateway has a list without it. */
export const absentRow = (label: string): string => `${label} (not offered by your gateway)`;
