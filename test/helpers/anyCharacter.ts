import fc from 'fast-check';

/**
 * Any character that text can hold, plain ones more often. fast-check's own unit `binary` is the same, but
 * keeps a table of all 1.1 million: 90 MB that every garbage collection walks through.
 */
export const anyCharacter = fc
	.oneof(
		fc.integer({ min: 0x20, max: 0x7e }),
		fc.integer({ min: 0, max: 0xd7ff }),
		fc.integer({ min: 0xe000, max: 0x10ffff }),
	)
	.map(
		(code) => String.fromCodePoint(code),
		(character) => (character as string).codePointAt(0) as number,
	);
