import type { Locator } from 'playwright-core';

import type { ModelEntry, Operation } from '../../../nodes/ImageEdit/catalogue/types';
import { untilEqual } from '../until';
import { absentRow, offeredRow } from './modelRow';
import { choose, chooseFromList, chosenIn } from './nodeDetails';

/** Chooses a model from the list, and its version where it has several. */
export async function chooseModel(
	details: Locator,
	{ id, label, version }: ModelEntry,
	operation: Operation,
): Promise<void> {
	// The bare label is what the example was saved with.
	const names = [...new Set([offeredRow(id, operation), absentRow(label), label])];
	const isChosen = async () => names.includes(await chosenIn(details, 'model'));
	if (!(await isChosen())) await chooseFromList(details, 'model', names);
	await untilEqual(`${label} is chosen`, isChosen, true);
	if (version !== undefined) await choose(details, 'modelName', version);
}
