import type { Locator } from 'playwright-core';

import { models } from '../../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../../nodes/ImageEdit/catalogue/operations';
import type { ModelEntry, Operation } from '../../../nodes/ImageEdit/catalogue/types';
import { openNode, openWorkflow } from '../editor/canvas';
import { expectedFields } from '../editor/expectedFields';
import { chooseModel } from '../editor/chooseModel';
import { choose, offeredOptions, shownParameters } from '../editor/nodeDetails';
import { untilEqual } from '../until';
import { editorCheck } from './editorCheck';

/** As a user goes: the operation, then a model from its list, then each of the model's names. */
export const editorFields = operations.map(({ id: operation, label }) =>
	editorCheck(`${label} shows the fields of each model`, async (page, stage) => {
		await openWorkflow(page, stage.host.url, await stage.copyExample('edit-one-picture'));
		const details = await openNode(page, 'Edit Picture');
		await choose(details, 'operation', label);
		const able = models.filter((entry) => entry.operations.includes(operation));
		for (const entry of able) {
			await chooseModel(details, entry, operation);
			await expectFields(details, entry, operation);
		}
		return `${able.length} models`;
	}),
);

async function expectFields(
	details: Locator,
	entry: ModelEntry,
	operation: Operation,
): Promise<void> {
	const { options, parameters } = expectedFields(entry, operation);
	const what = `${entry.label} ${entry.version ?? ''}`.trim();
	await untilEqual(`${what}: parameters`, () => shownParameters(details), parameters);
	await untilEqual(`${what}: options`, () => offeredOptions(details, 'Options'), options);
}
