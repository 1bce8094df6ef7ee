import { knownIds, models } from '../catalogue/models';
import { operations } from '../catalogue/operations';

const doing = {
	...Object.fromEntries(operations.map(({ id, label }) => [`image.${id}`, label])),
	'model.getAll': 'Get Many Models',
	'task.get': 'Get Task',
};

const titles = Object.fromEntries(
	knownIds.map((id) => {
		const entry = models.find((one) => one.id === id);
		return [id, entry?.shortLabel ?? entry?.label ?? id];
	}),
);

/** A lookup for an expression; a space at its end, since n8n reads `}}` as the end of the expression. */
const lookup = (table: Readonly<Record<string, string>>) =>
	`(${JSON.stringify(table).slice(0, -1)} })`;

/**
 * The line below the node: "Try On · Kolors 1.5". A resource locator reads as its value here; a model by
 * expression has none without data.
 */
export const subtitle = `={{ ${lookup(doing)}[$parameter["resource"] + "." + $parameter["operation"]] + ($parameter["resource"] === "image" && !$rawParameter["model"]?.startsWith("=") && $parameter["model"] ? " · " + (${lookup(titles)}[$parameter["model"]] ?? $parameter["model"]) : "") }}`;
