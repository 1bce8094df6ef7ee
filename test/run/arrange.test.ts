import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { arrange, arrangeFailed } from '../../nodes/ImageEdit/run/arrange';

const file = (id: string) => ({ id, data: '', mimeType: 'image/png' });

function arranged(
	output: object,
	items: readonly INodeExecutionData[],
	input: INodeExecutionData = { json: {} },
) {
	const context = {
		getNodeParameter: (_name: string, item: number) => (item === 1 ? output : {}),
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

it('makes a column of each name, also of those that every object has', () => {
	const json = JSON.parse('{"__proto__":"a","constructor":{"__proto__":1}}') as IDataObject;
	const [item] = arranged({ flatten: true }, [{ json }]);
	expect(Object.entries(item?.json ?? {})).toEqual([
		['__proto__', 'a'],
		['constructor___proto__', 1],
	]);
});

describe('an item that failed', () => {
	const told = { error: { message: 'No.', status: 400 } };

	async function failed(read: (item: number) => object, onError = 'continueRegularOutput') {
		const context = {
			getNode: () => ({ onError }),
			getNodeParameter: (_name: string, item: number) => read(item),
		} as unknown as IExecuteFunctions;
		return await arrangeFailed(context, 1, told);
	}
	const flatten = (item: number) => ({ flatten: item === 1 });

	it('has its message as "error", before its other columns', async () => {
		const json = await failed(flatten);
		expect(Object.entries(json)).toEqual([
			['error', 'No.'],
			['error_status', 400],
		]);
	});

	it.each([
		[
			'where no plain columns are asked for',
			(item: number) => ({ flatten: item !== 1 }),
			undefined,
		],
		['on an error output', flatten, 'continueErrorOutput'],
		[
			'where the settings of the output are what failed',
			() => {
				throw new Error('No such expression.');
			},
			undefined,
		],
	])('is left as it is %s', async (_where, read, onError) => {
		expect(await failed(read, onError)).toEqual(told);
	});
});
