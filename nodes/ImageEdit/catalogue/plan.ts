import { fieldsFor } from './fields';
import type { ModelChoice } from './models';
import { chooseModel } from './models';
import { operationById } from './operations';
import type {
	BodyFormat,
	FieldSpec,
	GatewayEntry,
	ModelEntry,
	Operation,
	PictureSpec,
} from './types';

/** Everything about one call that follows from gateway, model and operation alone. */
export interface Plan {
	readonly gateway: GatewayEntry;
	readonly operation: Operation;
	/** As the user wrote it; empty = the gateway's default. */
	readonly model: string;
	readonly entry: ModelEntry;
	/** False: the entry is a guess, its limits are advice. */
	readonly known: boolean;
	/** A `model_name` that the model does not have. */
	readonly mismatchedModelName?: string;
	/** Added to the gateway's address. */
	readonly path: string;
	readonly body: BodyFormat;
	/** The body that was asked for, of a gateway that takes JSON alone. */
	readonly refusedFormat?: BodyFormat;
	readonly fields: readonly FieldSpec[];
	readonly pictures: readonly PictureSpec[];
}

export interface PlanOverrides {
	readonly bodyFormat?: BodyFormat | 'auto';
	/** In place of the gateway's own path; empty = not said. */
	readonly path?: string;
}

/** Joins the two catalogues. */
export function planCall(
	gateway: GatewayEntry,
	choice: ModelChoice,
	operation: Operation,
	overrides: PlanOverrides = {},
): Plan {
	const chosen = chooseModel(choice, operation);
	const { entry } = chosen;
	const wanted = overrides.bodyFormat ?? 'auto';
	const path = overrides.path || gateway[operationById(operation).path];
	return {
		gateway,
		operation,
		model: choice.model,
		...chosen,
		path: path.replace('{model}', inPath(choice.model)),
		body: gateway.order ? 'json' : bodyOf(gateway, entry, operation, wanted),
		...(gateway.order && wanted === 'multipart' ? { refusedFormat: wanted } : {}),
		fields: fieldsFor(entry, operation),
		pictures: entry.pictures[operation] ?? [],
	};
}

/** Google lists its models as `models/…`; a relay's may hold slashes, but none leads to another path. */
const inPath = (model: string) =>
	model
		.replace(/^models\//, '')
		.split('/')
		.map((part) => (/^\.*$/.test(part) ? '_' : encodeURIComponent(part)))
		.join('/');

function bodyOf(
	gateway: GatewayEntry,
	entry: ModelEntry,
	operation: Operation,
	wanted: BodyFormat | 'auto',
): BodyFormat {
	if (wanted !== 'auto') return wanted;
	if (operation === 'generate') return 'json';
	return gateway.editBody === 'model' ? entry.body : gateway.editBody;
}
