/** A message without the item that it names at its end, once it is seen that it is this one. */
export function withoutItem(message: unknown, item: number): string {
	const text = String(message);
	const name = ` [item ${item}]`;
	expect(text.endsWith(name)).toBe(true);
	return text.slice(0, -name.length);
}
