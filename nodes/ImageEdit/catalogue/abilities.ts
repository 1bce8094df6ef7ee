import { families } from './families';
import { models } from './models';
import { operationById } from './operations';
import type { ModelEntry, Operation } from './types';

const can = (entry: ModelEntry, operation: Operation) => entry.operations.includes(operation);

/** The family's name where none of its models can, which is what people know it by. */
function nameFor(entry: ModelEntry, operation: Operation): string {
	const relatives = models.filter(({ family }) => family === entry.family);
	const family = families.find(({ id }) => id === entry.family);
	return entry.family === 'generic' || !family || relatives.some((one) => can(one, operation))
		? entry.label
		: family.label;
}

/**
 * "Nano Banana cannot expand images. Choose Kling Image under Model."
 * @param name in place of the model's own
 */
export function cannotText(entry: ModelEntry, operation: Operation, name?: string): string {
	const { verb } = operationById(operation);
	const siblings = models.filter(({ id }) => id === entry.id).filter((one) => can(one, operation));
	if (entry.modelName !== undefined && siblings.length > 0) {
		const names = siblings.map(({ version }) => version).join(', ');
		const title = name ?? `${entry.label} (${entry.version})`;
		return `${title} cannot ${verb}. Choose ${siblings.length > 1 ? 'one of ' : ''}${names} under Version.`;
	}
	const other = models.find((one) => can(one, operation));
	return `${name ?? nameFor(entry, operation)} cannot ${verb}. Choose ${other?.label} under Model.`;
}
