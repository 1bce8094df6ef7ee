import { createHash } from 'crypto';
import sharp from 'sharp';
import { examinePicture, nameWithExtension } from '../../nodes/ImageEdit/request/picture';
import { chunked, drawPicture } from '../helpers/pictures';

it.each([1, 7, 1000, undefined])('knows a file by its bytes, read %p at a time', async (chunk) => {
	const bytes = await drawPicture({ type: 'jpeg', alpha: false, width: 40, height: 30 });
	const file = await examinePicture(async () => chunked(bytes, chunk), 'wrong.png', 'text/plain');
	expect(file).toMatchObject({
		fileName: 'wrong.jpg',
		mimeType: 'image/jpeg',
		bytes: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		info: { type: 'jpeg', width: 40, height: 30, alpha: false },
	});
});

it('reads a file that is larger than the head it keeps', async () => {
	const noise = { create: { width: 800, height: 600, channels: 3, background: '#345' } } as const;
	const bytes = await sharp(noise).png({ compressionLevel: 0 }).toBuffer();
	const file = await examinePicture(async () => chunked(bytes, 4096), 'large', '');
	expect(file).toMatchObject({ bytes: bytes.length, fileName: 'large.png', info: { width: 800 } });
});

it('keeps the declared type of what is no picture', async () => {
	const text = Buffer.from('no picture at all');
	const file = await examinePicture(async () => chunked(text), 'note.txt', 'text/plain');
	expect(file).toMatchObject({ fileName: 'note.txt', mimeType: 'text/plain' });
	expect(file.info).toBeUndefined();
});

it.each([
	['photo.png', 'photo.jpg'],
	['photo', 'photo.jpg'],
	['photo.jpeg', 'photo.jpeg'],
	['photo.JPG', 'photo.jpg'],
	['my.holiday.photo.webp', 'my.holiday.photo.jpg'],
	['', 'image.jpg'],
	['.png', 'image.jpg'],
	['../../etc/passwd', 'passwd.jpg'],
	['C:\\pictures\\photo.png', 'photo.jpg'],
	['blob', 'blob.jpg'],
	['写真.png', '写真.jpg'],
])('calls a JPEG that is known as %j %j', (name, expected) => {
	expect(nameWithExtension(name, { type: 'jpeg' })).toBe(expected);
});
