import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { twinWarnings } from '../../nodes/ImageEdit/request/twins';
import { fileOf, urlPicture } from '../helpers/pictures';

const held = async (content: string, label: string): Promise<Picture> => ({
	label,
	mode: 'binary',
	file: await fileOf(Buffer.from(content)),
});
const at = (name: string, label: string) => urlPicture(`https://example.com/${name}.png`, label);
const unread = (label: string): Picture => ({ label, mode: 'base64' });

const twins = async (pictures: readonly Picture[]) =>
	(await twinWarnings(pictures)).map((text) =>
		/^(\S+) is the same image as (\S+)\. /.exec(text)?.slice(1),
	);

it('says which images of an order are the same, and what to do', async () => {
	const [a, b] = [await held('one', 'A'), await held('one', 'B')];
	expect(await twinWarnings([a, b])).toEqual([
		'B is the same image as A. To use images of several items in one call, put Aggregate with Include Binaries before this node.',
	]);
});

it('says it once of each image, of the first that is the same', async () => {
	const names = ['one', 'two', 'one', 'one', 'two', 'six'];
	const pictures = await Promise.all(names.map((content, at) => held(content, `${at}`)));
	expect(await twins(pictures)).toEqual([
		['2', '0'],
		['3', '0'],
		['4', '1'],
	]);
});

it('compares the bytes of images of one length, and no others', async () => {
	const [a, b, long] = [await held('one', 'A'), await held('two', 'B'), await held('three', 'C')];
	expect(await twins([a, b])).toEqual([]);
	const never = () => {
		throw new Error('read');
	};
	const closed = ({ file, ...rest }: Picture) =>
		({ ...rest, file: { ...file, digest: never } }) as unknown as Picture;
	expect(await twins([closed(a), closed(long)])).toEqual([]);
	const one = closed(a);
	expect(await twins([one, { ...one, label: 'D' }])).toEqual([['D', 'A']]);
});

it('compares images by address by it, and with no image that was read', async () => {
	const file = await held('one', 'C');
	expect(await twins([at('a', 'A'), at('b', 'B'), file, at('a', 'D')])).toEqual([['D', 'A']]);
	expect(await twins([file, at('a', 'A')])).toEqual([]);
});

it('says nothing of what has no bytes', async () => {
	expect(await twins([await held('', 'A'), await held('', 'B')])).toEqual([]);
	expect(await twins([unread('A'), unread('B')])).toEqual([]);
});
