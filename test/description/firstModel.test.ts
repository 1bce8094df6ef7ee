import { models } from '../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../nodes/ImageEdit/catalogue/operations';
import { resolve } from '../helpers/n8nForm';

it.each(operations)('a new node that is to $label begins with a model that can', ({ id }) => {
	const form = resolve({ operation: id });
	const { cachedResultName, value } = form.model as { cachedResultName: string; value: string };
	const able = models.filter(
		(entry) =>
			entry.id === value && (entry.modelName === undefined || entry.modelName === form.modelName),
	);
	expect(able).toMatchObject([{ label: cachedResultName }]);
	expect(able[0]?.operations).toContain(id);
});
