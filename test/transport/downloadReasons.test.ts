import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { NotAPicture } from '../../nodes/ImageEdit/transport/download';
import type { Reply } from '../helpers/fakeWeb';
import { far, fetchingUntil } from '../helpers/fetching';

it.each<[string, Reply, boolean]>([
	['by its type', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: 'x' }, true],
	['by its type in capitals', { headers: { 'content-type': 'TEXT/HTML' }, body: 'x' }, true],
	['by its doctype', { body: ' \n<!DOCTYPE html><p>x' }, true],
	['by its first tag', { body: '<HTML><p>x' }, true],
	['no other type', { headers: { 'content-type': 'x-text/html' }, body: 'x' }, false],
	['no other text', { body: 'see <html>' }, false],
	['no XML', { body: '<?xml version="1.0"?><Error/>' }, false],
	['no page of a failure', { status: 410, body: '<html>Gone' }, false],
	[
		'no page of a failure by its type',
		{ status: 410, headers: { 'content-type': 'text/html' } },
		false,
	],
])('knows a web page in the place of an image %s', async (_what, reply, isPage) => {
	const { outcome } = await fetchingUntil(reply, 0, 0);
	expect([outcome instanceof GatewayFailure, outcome instanceof NotAPicture]).toEqual([
		true,
		isPage,
	]);
});

it.each([
	['<Error><Code>NoSuchKey</Code></Error>', ': NoSuchKey'],
	['<Error><Message>It is gone.</Message></Error>', ': It is gone'],
	['<Error><Message>B</Message><Code>A</Code></Error>', ': A: B'],
	[`<Code>${'a b '.repeat(25)}</Code>`, `: ${'a b '.repeat(25).trim()}`],
	[`<Code>${'a b '.repeat(25)}c</Code>`, ''],
	[`<Message>${'a b '.repeat(75)}</Message>`, `: ${'a b '.repeat(75).trim()}`],
	[`<Message>${'a b '.repeat(75)}c</Message>`, ''],
	['a b '.repeat(75), `: ${'a b '.repeat(75).trim()}`],
	[`${'a b '.repeat(75)}c`, ''],
	['It is gone...', ': It is gone'],
	['It is gone.', ': It is gone'],
	['It is <b>gone</b>', ''],
	['[1, 2', ''],
	['{"a"', ''],
	[{ error: { message: 'It is gone.' }, more: 'a '.repeat(900) }, ': It is gone'],
	['<p>gone', ''],
	['\u0000\u0001', ''],
	['\u0008x', ''],
	[Buffer.from([0x78, 0xff]), ''],
	[{ error: { message: 'It is gone.' } }, ': It is gone'],
	[{ odd: 1 }, ''],
	['', ''],
])('tells the reason of a host in %j', async (body, words) => {
	const { outcome } = await fetchingUntil({ status: 410, body }, 0, 0);
	const begin = `The image was made, but its address ${far} responded with 410`;
	expect((outcome as Error).message).toBe(`${begin}${words}.`);
});
