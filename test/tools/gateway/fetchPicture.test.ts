import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchPicture } from '../../../tools/gateway/fetchPicture';

const picture = Buffer.from('a picture');
let server: Server;
let origin = '';
let asked: string[] = [];

beforeAll(async () => {
	server = createServer(({ url = '' }, response) => {
		asked.push(url);
		if (url === '/a.png') response.end(picture);
		else if (url === '/moved.png') response.writeHead(302, { location: '/a.png' }).end();
		else response.writeHead(404).end();
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
	asked = [];
});
afterAll(() => server.close());

test('an input picture is fetched from this machine', async () => {
	await expect(fetchPicture(`${origin}/a.png`, 'image')).resolves.toEqual(picture);
});

test.each([
	['/b.png', 'status 404'],
	['/moved.png', ''],
])('of %s it is said that it could not be downloaded', async (path, reason) => {
	await expect(fetchPicture(`${origin}${path}`, 'mask')).rejects.toMatchObject({
		kind: 'badPicture',
		message: expect.stringContaining(`mask could not be downloaded: ${reason}`) as string,
	});
	// A redirect could lead beyond this machine.
	expect(asked).toEqual([path]);
});

test('nothing is fetched from beyond it', async () => {
	await expect(fetchPicture('https://example.com/a.png', 'image')).rejects.toMatchObject({
		kind: 'badValue',
		message: 'image: this gateway fetches from loopback only',
	});
});
