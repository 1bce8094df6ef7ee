import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readOutputSettings } from '../../nodes/ImageEdit/host/settings';

const read = (output: IDataObject) =>
	readOutputSettings({ getNodeParameter: () => output } as unknown as IExecuteFunctions, 0);

it.each(['binaryField', 'fileName'] as const)(
	'an emptied text of the output has its default, as one that was never added: %s',
	(name) => {
		const usual = read({})[name];
		expect(usual).not.toBe('');
		expect(read({ [name]: '' })[name]).toBe(usual);
		expect(read({ [name]: 'mine' })[name]).toBe('mine');
	},
);
