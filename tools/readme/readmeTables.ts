import { familyTable, gatewayTable, modelTable } from './catalogueTables';

const tables = { models: modelTable, gateways: gatewayTable, families: familyTable };

/** The README with every table between its two marks printed anew from the catalogues. */
export function withTables(readme: string): string {
	return Object.entries(tables).reduce((text, [name, table]) => {
		const between = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
		if (!between.test(text)) throw new Error(`README.md has no marks for the table "${name}"`);
		return text.replace(
			between,
			(_all, open: string, close: string) => `${open}\n\n${table()}\n\n${close}`,
		);
	}, readme);
}
