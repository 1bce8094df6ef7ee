import type * as Gateways from '../../nodes/ImageEdit/catalogue/gateways';
import type * as NanoBanana from '../../nodes/ImageEdit/catalogue/models/nanoBanana';
import type * as Credentials from '../../credentials/ImageGatewayApi.credentials';
import type * as Orders from '../helpers/orders';
import type * as Properties from '../../nodes/ImageEdit/description/properties';

const catalogue = '../../nodes/ImageEdit/catalogue';

afterEach(() => {
	jest.dontMock(`${catalogue}/gateways`);
	jest.dontMock(`${catalogue}/models/nanoBanana`);
});

it('a gateway of a known way to order is one entry', async () => {
	await jest.isolateModulesAsync(async () => {
		jest.doMock(`${catalogue}/gateways`, () => {
			const real = jest.requireActual<typeof Gateways>(`${catalogue}/gateways`);
			const known = real.gateways.find(({ id }) => id === 'openAiCompatible');
			const added = { ...known, id: 'madeUp', label: 'Made Up', baseUrl: 'https://made.up/v1' };
			const gateways = [...real.gateways, added];
			return {
				...real,
				gateways,
				gatewayById: (id: string) => gateways.find((one) => one.id === id),
			};
		});
		const { ImageGatewayApi } = jest.requireActual<typeof Credentials>(
			'../../credentials/ImageGatewayApi.credentials',
		);
		const [choice] = new ImageGatewayApi().properties;
		expect(choice?.options).toContainEqual(expect.objectContaining({ value: 'madeUp' }));
		const addresses = new ImageGatewayApi().properties.filter(({ name }) => name === 'baseUrl');
		expect(addresses).toContainEqual(
			expect.objectContaining({ displayOptions: { show: { gateway: ['madeUp'] } } }),
		);
		const { written } = jest.requireActual<typeof Orders>('../helpers/orders');
		const order = { gateway: 'madeUp', model: 'gpt-image-2', operation: 'generate' } as never;
		expect(await written(order, { values: { prompt: 'A cat' }, pictures: {} })).toEqual({
			model: 'gpt-image-2',
			prompt: 'A cat',
		});
	});
});

it('a model of a known family is one entry', async () => {
	await jest.isolateModulesAsync(async () => {
		jest.doMock(`${catalogue}/models/nanoBanana`, () => {
			const real = jest.requireActual<typeof NanoBanana>(`${catalogue}/models/nanoBanana`);
			const [first] = real.nanoBanana;
			return {
				...real,
				nanoBanana: [...real.nanoBanana, { ...first, id: 'made-up', label: 'Made Up' }],
			};
		});
		const { properties } = jest.requireActual<typeof Properties>(
			'../../nodes/ImageEdit/description/properties',
		);
		const forIt = properties.filter(({ displayOptions }) =>
			JSON.stringify(displayOptions ?? {}).includes('"made-up"'),
		);
		expect(forIt.map(({ name }) => name)).toContain('aspectRatio');
		const { written } = jest.requireActual<typeof Orders>('../helpers/orders');
		const order = { model: 'made-up', operation: 'generate' } as const;
		const raw = { values: { prompt: 'A cat', aspectRatio: '16:9' }, pictures: {} };
		expect(await written(order, raw)).toMatchObject({ model: 'made-up', prompt: 'A cat' });
	});
});
