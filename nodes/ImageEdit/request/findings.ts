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
 * @returns the warnings to show with the result
 * @throws InvalidOrder with all findings at once
 */
export function settle(findings: readonly Finding[], validation: Validation): readonly string[] {
	if (validation === 'off') return [];
	const problems = findings.filter((finding) => finding.severity === 'problem');
	if (validation === 'strict' && problems.length > 0) {
		throw new InvalidOrder(problems.map((finding) => finding.text));
	}
	return findings.map((finding) => finding.text);
}

/** Text as a message shows it: on one line, and not much of it. */
export function short(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** A value as a message shows it. */
export const shown = (value: unknown): string =>
	`"${short(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))}"`;
