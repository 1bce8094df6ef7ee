import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { arrange } from '../../nodes/ImageEdit/run/arrange';

const file = (id: string) => ({ id, data: '', mimeType: 'image/png' });

function arranged(
	output: object,
	items: readonly INodeExecutionData[],
	input: INodeExecutionData = { json: {} },
) {
	const context = {
		getNodeParameter: () => output,
		getInputData: () => [{ json: { other: 1 } }, input],
	} as unknown as IExecuteFunctions;
	return arrange(context, 1, items);
}

it('leaves what came out as it is when nothing is asked for', () => {
	const items = [{ json: { a: [1] }, binary: { data: file('out') }, pairedItem: { item: 1 } }];
	expect(arranged({}, items)).toEqual(items);
});

describe('with the input', () => {
	const input = {
		json: { name: 'in', kept: true, error: 'of the node before' },
		binary: { data: file('in'), more: file('more') },
	};

	it('what came out comes before fields of the same name, and the error of a node before is left out', () => {
		const [item] = arranged({ includeInput: true }, [{ json: { name: 'out' } }], input);
		expect(item).toEqual({
			json: { name: 'out', kept: true },
			binary: { data: file('in'), more: file('more') },
		});
	});

	it('an image that came out takes the place of one that came in under its name', () => {
		const out = { json: {}, binary: { data: file('out') } };
		const [item] = arranged({ includeInput: true }, [out], input);
		expect(item?.binary).toEqual({ data: file('out'), more: file('more') });
	});

	it('an item without any binary data gets none', () => {
		const [item] = arranged({ includeInput: true }, [{ json: {} }], { json: {} });
		expect(item).not.toHaveProperty('binary');
	});
});

it('makes plain columns: words line by line, other lists as JSON, and nothing of null', () => {
	const json = {
		words: ['a', 'b'],
		mixed: ['a', 1],
		none: [],
		usage: { tokens: { in: 1, out: null } },
	};
	const [item] = arranged({ flatten: true }, [{ json }]);
	expect(item?.json).toEqual({
		words: 'a\nb',
		mixed: '["a",1]',
		none: '',
		usage_tokens_in: 1,
		usage_tokens_out: null,
	});
});
