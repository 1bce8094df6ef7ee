import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { models } from '../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../nodes/ImageEdit/catalogue/operations';
import type { Operation } from '../../nodes/ImageEdit/catalogue/types';
import { refusals } from '../helpers/orders';
import { modelByExpression, modelById, nodeType, resolve } from '../helpers/n8nForm';

const notices = nodeType.description.properties.filter(({ name }) => name === 'cannotNotice');

function shownFor(operation: Operation, model: object): string[] {
	const form = resolve({ operation, model });
	const isShown = (property: INodeProperties) =>
		NodeHelpers.displayParameter(form, property, { typeVersion: 1 }, nodeType.description);
	return notices.filter(isShown).map(({ displayName }) => displayName);
}

const ids = [...new Set(models.map(({ id }) => id))];
const rows = operations.flatMap(({ id: operation }) => ids.map((id) => ({ id, operation })));

it.each(rows)('$id for $operation: a notice where it cannot, and the same as error', (row) => {
	const { id, operation } = row;
	const can = models.some((entry) => entry.id === id && entry.operations.includes(operation));
	const shown = shownFor(operation, modelById(id));
	expect(shown).toHaveLength(can ? 0 : 1);
	if (!can) expect(refusals({ model: id, operation }, {})).toEqual(expect.arrayContaining(shown));
});

it('reads as a sentence that says what to do', () => {
	expect(shownFor('expand', modelById('nano-banana'))).toEqual([
		'Nano Banana cannot expand images. Choose Kling Image under Model.',
	]);
});

it.each([modelByExpression, modelById('brand-new'), modelById('')])(
	'says nothing of a model that is not known: %j',
	(model) => {
		for (const { id } of operations) expect(shownFor(id, model)).toEqual([]);
	},
);
