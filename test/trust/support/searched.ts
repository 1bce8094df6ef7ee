/** Every text in a value with the way to it: names, hidden properties, maps and sets too. */
export function* textsIn(value: unknown, seen = new Set<object>()): Generator<[string, string]> {
	if (typeof value === 'string') yield ['', value];
	if (typeof value !== 'object' || value === null || seen.has(value)) return;
	seen.add(value);
	if (value instanceof Map || value instanceof Set) {
		yield* inside('entries', [...value], seen);
		return;
	}
	for (const name of Reflect.ownKeys(value)) {
		const { value: held } = Object.getOwnPropertyDescriptor(value, name) ?? {};
		yield ['(name)', String(name)];
		yield* inside(String(name), held, seen);
	}
}

function* inside(name: string, held: unknown, seen: Set<object>): Generator<[string, string]> {
	const short = name.length > 40 ? `${name.slice(0, 40)}…` : name;
	for (const [way, text] of textsIn(held, seen)) yield [way ? `${short}.${way}` : short, text];
}
