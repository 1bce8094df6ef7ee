import type { PictureRole } from '../catalogue/types';
import type { Validation } from './findings';
import type { Picture } from '../image/imageFile';
import type { WireValue } from './wire';

/** What the user gave for one item. */
export interface RawOrder {
	/** By field name; empty ones count as not given. */
	readonly values: Readonly<Record<string, unknown>>;
	readonly pictures: Readonly<Partial<Record<PictureRole, readonly Picture[]>>>;
	/** What the expansion ratios among the values were worked out from, where the user did not give them. */
	readonly targetAspectRatio?: string;
	/** Display names of values that this model does not take. */
	readonly foreign: readonly string[];
	/** Merged last, by wire name. */
	readonly extraFields: Readonly<Record<string, WireValue>>;
	/** The wire name of the pictures, in place of the catalogue's. */
	readonly imageField: string;
	readonly validation: Validation;
	/** Sentences about what could not be read: a binary field that is not there, text that is no JSON. */
	readonly problems: readonly string[];
	/** Sentences that go with the result. */
	readonly warnings?: readonly string[];
	/** Roles among whose pictures that was so. */
	readonly unread: readonly PictureRole[];
}
