import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { nodeType } from './n8nForm';

export const properties: readonly INodeProperties[] = nodeType.description.properties;

/** A property with the way to it: "options/size". */
export interface Placed {
	readonly path: string;
	readonly property: INodeProperties;
}

const isProperty = (item: object): item is INodeProperties => 'type' in item && 'default' in item;

/** Every property, with the children of collections. */
export function everyProperty(list: readonly INodeProperties[], at = ''): readonly Placed[] {
	return list.flatMap((property) => {
		const path = `${at}${property.name}`;
		const children = (property.options ?? []).flatMap((option) =>
			'values' in option ? option.values : isProperty(option) ? [option] : [],
		);
		return [{ path, property }, ...everyProperty(children, `${path}/`)];
	});
}

export const listOf = (property: INodeProperties): readonly INodePropertyOptions[] =>
	(property.options ?? []) as readonly INodePropertyOptions[];

/** The children of a collection. */
export const childrenOf = (name: string): readonly INodeProperties[] =>
	properties.flatMap((property) =>
		property.name === name && property.type === 'collection'
			? ((property.options ?? []) as INodeProperties[])
			: [],
	);
