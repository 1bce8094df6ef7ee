/** What a table has under a name from outside; what every object inherits ("constructor") is no entry of it. */
export const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
	Object.hasOwn(table, name) ? table[name] : undefined;
