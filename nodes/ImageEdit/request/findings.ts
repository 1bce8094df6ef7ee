import { jsonOf } from '../shared/json';

/** Something about an order that does not fit. */
export interface Finding {
	/** `advice` never stops an order: the sources are unsure, or the model is unknown. */
	readonly severity: 'advice' | 'problem';
	/** A whole sentence: parameter by its display name, what was found, what is allowed, what to do. */
	readonly text: string;
}

export type Validation = 'off' | 'strict' | 'warn';

/** An order that was stopped before it cost anything. */
export class InvalidOrder extends Error {
	constructor(readonly findings: readonly string[]) {
		super(findings.join(' '));
		this.name = 'InvalidOrder';
	}
}

/**
 * @param problems what could not even be read; stops an order in every mode
 * @returns the warnings to show with the result
 * @throws InvalidOrder with all findings at once
 */
export function settle(
	findings: readonly Finding[],
	problems: readonly string[],
	validation: Validation,
): readonly string[] {
	const refused = findings.filter((finding) => finding.severity === 'problem');
	const stopping = [
		...(validation === 'strict' ? refused.map(({ text }) => text) : []),
		...problems,
	];
	if (stopping.length > 0) throw new InvalidOrder(stopping);
	return validation === 'off' ? [] : findings.map((finding) => finding.text);
}

/** Text as a message shows it: on one line, and not much of it. */
export function short(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** A value as a message shows it. */
export const shown = (value: unknown): string =>
	`"${short(typeof value === 'string' ? value : jsonOf(value))}"`;
