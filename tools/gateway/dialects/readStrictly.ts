import type * as z from 'zod/v4';
import { Refusal } from '../errors';

/** What a schema makes of a body; whatever it does not know is refused by name. */
export function readStrictly<T>(schema: z.ZodType<T>, values: unknown): T {
	const read = schema.safeParse(values);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const field = (issue?.path ?? []).map(String).join('.');
	const kind = issue?.code === 'unrecognized_keys' ? 'unknownField' : 'badValue';
	throw new Refusal(kind, `${field || 'body'}: ${issue?.message}`, field);
}
