import type { DialectRules } from './dialect';
import { dallERelay } from './dallERelay';
import { oneApiErrorBody, oneApiErrors } from './relayErrors';

/** Seed 002: the path ends in a slash, and there is no model list. */
export const dddai: DialectRules = {
	...dallERelay,
	id: 'dddai',
	editsPath: '/images/edits/',
	errors: oneApiErrors,
	errorBody: oneApiErrorBody,
};
