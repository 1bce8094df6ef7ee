import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { join } from 'node:path';

import { ImageGatewayApi } from '../../credentials/ImageGatewayApi.credentials';
import { goldenText } from '../helpers/golden';
import { properties } from '../helpers/properties';

/** What is said to people, and for which models a field is shown: `form.test` looks at both. */
const others = new Set([
	'action',
	'description',
	'displayName',
	'displayOptions',
	'hint',
	'placeholder',
]);

type Part = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** A line for each field, and for each part of a collection. */
function factsOf(part: Part, within = ''): readonly string[] {
	const path = `${within}${part.name}`;
	const { options = [], values = [] } = part as Partial<INodeProperties & INodePropertyCollection>;
	const isCollection = /ollection$/.test(String((part as INodeProperties).type));
	const inner: readonly Part[] = isCollection ? options : values;
	const { options: _options, values: _values, ...own } = { ...part, options: [], values: [] };
	const shown = isCollection ? own : { ...own, ...(options.length > 0 && { options }) };
	const fact = JSON.stringify(shown, (key, one: unknown) => (others.has(key) ? undefined : one));
	return [`${path}: ${fact}`, ...inner.flatMap((one) => factsOf(one, `${path}.`))];
}

it.each([
	['form', properties],
	['credential', new ImageGatewayApi().properties],
] as const)('the %s has these fields, values and defaults', (name, fields) => {
	const text = `${fields.flatMap((one) => factsOf(one)).join('\n')}\n`;
	expect(text).toBe(goldenText(join(__dirname, 'facts', `${name}.txt`), text));
});
