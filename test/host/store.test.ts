import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { isStored } from '../../nodes/ImageEdit/host/store';

const look = async (open: () => unknown, binary: Partial<IBinaryData> = { id: 'file:1' }) => {
	const context = { helpers: { getBinaryStream: async () => open() } };
	return await isStored(context as unknown as IExecuteFunctions, binary as IBinaryData);
};

it('looks into a stored image, and lets go of it', async () => {
	let isOpen = false;
	const stream = async function* () {
		isOpen = true;
		try {
			yield new Uint8Array(1_024);
			yield new Uint8Array(1_024);
		} finally {
			isOpen = false;
		}
	};
	expect(await look(stream)).toBe(true);
	expect(isOpen).toBe(false);
});

it.each([
	['is empty', async function* () {}],
	[
		'cannot be opened',
		() => {
			throw new Error('ENOENT');
		},
	],
	[
		'cannot be read',
		async function* () {
			yield* [];
			throw new Error('EIO');
		},
	],
])('an image that %s is not there any more', async (_what, open) => {
	expect(await look(open)).toBe(false);
});

it('an image that is held in memory is there, and nothing is opened', async () => {
	const open = () => {
		throw new Error('opened');
	};
	expect(await look(open, { data: 'AAAA' })).toBe(true);
});
