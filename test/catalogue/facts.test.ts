import { join } from 'node:path';

import { families } from '../../nodes/ImageEdit/catalogue/families';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import { models } from '../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../nodes/ImageEdit/catalogue/operations';
import { listFields, pictureRoles } from '../../nodes/ImageEdit/catalogue/pictures';
import { goldenText } from '../helpers/golden';

/** What is said to people, which changes nothing that is sent or refused. */
const words = new Set(['help', 'hints', 'notes', 'placeholder', 'placeholders', 'source']);

const fact = (value: unknown): string =>
	JSON.stringify(value, (key, one: unknown) => (words.has(key) ? undefined : one));

/** A line for each fact, field and slot of an entry. */
function factsOf([id, entry]: readonly [string, unknown]): readonly string[] {
	const facts = Object.entries(entry as object).flatMap(([key, value]) => {
		if (words.has(key)) return [];
		if (key === 'fields')
			return (value as readonly Named[]).map((one) => `${one.name}: ${fact(one)}`);
		return [`${key}: ${fact(value)}`];
	});
	return [id, ...facts, ''];
}

interface Named {
	readonly name: string;
}

const all = {
	families: Object.fromEntries(families.map((entry) => [entry.id, entry])),
	gateways: Object.fromEntries(gateways.map((entry) => [entry.id, entry])),
	operations: Object.fromEntries(operations.map((entry) => [entry.id, entry])),
	pictures: { listFields, pictureRoles },
	...Object.fromEntries(
		families.map(({ id }) => [
			`models/${id}`,
			Object.fromEntries(
				models
					.filter(({ family }) => family === id)
					.map((entry) => [`${entry.id} ${entry.modelName ?? ''}`.trim(), entry]),
			),
		]),
	),
};

// A value that is wrong by one, or in one entry of sixty, is noticed nowhere else: whoever changes a fact of the
// catalogue changes it here too, and a reader sees both.
it.each(Object.entries(all))('the catalogue has these facts of %s', (name, entries) => {
	const text = Object.entries(entries).flatMap(factsOf).join('\n');
	expect(text).toBe(goldenText(join(__dirname, 'facts', `${name}.txt`), text));
});
