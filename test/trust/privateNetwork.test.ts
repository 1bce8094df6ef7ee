import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { askOnce, awaitTask } from '../../nodes/ImageEdit/transport/awaitTask';
import { download } from '../../nodes/ImageEdit/transport/download';
import { follow } from '../../nodes/ImageEdit/transport/follow';
import { isInternal } from '../../nodes/ImageEdit/transport/publicAddress';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { drawPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';

const gateway = 'https://gateway.example/v1';
const metadata = 'http://169.254.169.254/latest/meta-data/iam/security-credentials/';

/** Every way to write an address that is somebody's own: what n8n could reach and the gateway could not. */
const internal = [
	...[
		'127.0.0.1',
		'127.255.255.254',
		'127.1',
		'0x7f.1',
		'0177.0.0.1',
		'2130706433',
		'0.0.0.0',
		'0',
	],
	...[
		'10.0.0.1',
		'10.255.255.255',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.0.1',
		'100.100.100.200',
	],
	...['169.254.169.254', '169.254.170.2', '2852039166', '0xa9fea9fe', '①⑥⑨.②⑤④.①⑥⑨.②⑤④'],
	...['192.0.0.192', '192.0.0.8', '198.18.0.1', '198.19.255.255', '224.0.0.1', '240.0.0.1'],
	...[
		'[::]',
		'[::1]',
		'[0:0:0:0:0:0:0:1]',
		'[::ffff:127.0.0.1]',
		'[::ffff:a9fe:a9fe]',
		'[::a00:1]',
	],
	...['[fe80::1]', '[febf::1]', '[fc00::1]', '[fd00:ec2::254]', '[fec0::1]', '[ff02::1]'],
	...['[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::a00:1]', '[2002:a9fe:a9fe::]', '[2002:7f00:1::]'],
	...['[::ffff:0:a9fe:a9fe]', '[::ffff:0:7f00:1]'],
	...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'n8n', 'postgres', 'redis.'],
	...['printer.local', 'nas.local.', 'metadata.google.internal', 'db.internal.', 'vault.intranet'],
	...['router.home.arpa', 'router.lan', 'nas.home', 'git.corp', 'host.localdomain'],
];

const outside = [
	...[
		'8.8.8.8',
		'1.1.1.1',
		'172.15.0.1',
		'172.32.0.1',
		'192.167.255.255',
		'192.169.0.1',
		'11.0.0.1',
	],
	...['100.63.0.1', '100.128.0.1', '169.253.0.1', '169.255.0.1', '198.17.0.1', '198.20.0.1'],
	...['[2606:4700::1111]', '[2001:4860:4860::8888]', '[::ffff:8.8.8.8]', '[64:ff9b::808:808]'],
	...[
		'[2002:808:808::]',
		'[fe00::1]',
		'files.example.com',
		'local.example',
		'localhost.example.com',
	],
	...['10.example.com', 'internal.example', 'homestead.example', 'lan.example', 'corp.example.com'],
];

it.each(internal)('%s is inside', (host) => {
	expect(isInternal(new URL(`http://${host}/a.png`))).toBe(true);
	expect(isInternal(new URL(`https://user:word@${host}:8443/a.png?x=y`))).toBe(true);
});

it.each(outside)('%s is outside', (host) => {
	expect(isInternal(new URL(`http://${host}/a.png`))).toBe(false);
});

const message = async (work: Promise<unknown>): Promise<string> => {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(GatewayFailure);
	return (error as GatewayFailure).message;
};

const fetching = (replies: Readonly<Record<string, readonly Reply[]>>, url: string) => {
	const web = fakeWeb(replies);
	const clock = virtualClock();
	return { web, work: clock.run(download(web.http, memoryStore, url, gateway, clock)) };
};

it.each(internal)('a result at %s is never asked for', async (host) => {
	const { web, work } = fetching({}, `http://${host}/a.png`);
	expect(await message(work)).toMatch(/is inside a private network\. It was not fetched\.$/);
	expect(web.asked).toEqual([]);
});

it('a redirect of a result into a private network is never followed, from wherever it comes', async () => {
	const start = 'https://files.example/a.png';
	const own = `${gateway}/files/a.png`;
	for (const first of [start, own]) {
		for (const location of [
			metadata,
			'//169.254.169.254/',
			'http://[::ffff:10.0.0.1]/',
			'http://n8n:5678/',
		]) {
			const { web, work } = fetching({ [first]: [{ status: 302, headers: { location } }] }, first);
			expect(await message(work)).toMatch(/inside a private network/);
			expect(web.asked).toEqual([first === own ? `key ${own}` : `fetch ${start}`]);
		}
	}
});

it('a redirect at the last of several hops is looked at like the first', async () => {
	const hop = (index: number) => `https://files.example/${index}`;
	const replies = Object.fromEntries(
		[0, 1, 2, 3].map((index) => [
			hop(index),
			[{ status: 307, headers: { location: index < 3 ? hop(index + 1) : metadata } }],
		]),
	);
	const { web, work } = fetching(replies, hop(0));
	expect(await message(work)).toMatch(/inside a private network/);
	expect(web.asked).toHaveLength(4);
});

it('what a person typed may lie in the own network, also behind a redirect', async () => {
	const web = fakeWeb({
		'http://nas.local/a.png': [{ status: 302, headers: { location: 'http://10.0.0.7/b.png' } }],
		'http://10.0.0.7/b.png': [{ body: await drawPicture() }],
	});
	const answer = await follow(web.http, new URL('http://nas.local/a.png'), gateway, true);
	expect(answer.status).toBe(200);
	expect(web.asked).toEqual(['fetch http://nas.local/a.png', 'fetch http://10.0.0.7/b.png']);
});

it('what a person typed leads into the own network only from there', async () => {
	const start = 'https://files.example/a.png';
	const web = fakeWeb({ [start]: [{ status: 302, headers: { location: metadata } }] });
	expect(await message(follow(web.http, new URL(start), gateway, true))).toMatch(
		/inside a private network/,
	);
	expect(web.asked).toEqual([`fetch ${start}`]);
});

it('an address inside that is a book is not told whole', async () => {
	const { work } = fetching({}, `http://${'a'.repeat(1_000_000)}.local/a.png`);
	expect((await message(work)).length).toBeLessThan(3_000);
});

it('a gateway in the own network may answer with addresses there', async () => {
	const url = 'http://10.0.0.7/a.png';
	const web = fakeWeb({ [url]: [{ body: await drawPicture() }] });
	const clock = virtualClock();
	const base = 'http://192.168.1.5:3000/v1';
	await clock.run(download(web.http, memoryStore, url, base, clock));
	expect(web.asked).toEqual([`fetch ${url}`]);
});

describe('a task', () => {
	const means = (replies: Readonly<Record<string, readonly Reply[]>>) => {
		const web = fakeWeb(replies);
		const clock = virtualClock();
		const settings = { pollInterval: 1_000, maxWait: 10_000, pollPath: '' };
		const shared = { settings, base: gateway, orderPaths: ['/images/edits'], store: memoryStore };
		const taskPaths = ['/tasks/{taskId}'];
		return { clock, web, all: { ...shared, clock, found: {}, http: web.http, taskPaths } };
	};
	const secrets = { status: 200, body: { status: 'failed', message: 'AccessKeyId: ASIA…' } };

	it.each([metadata, 'http://localhost:5678/rest/login', 'http://[fd00::1]/', '//10.0.0.1/task'])(
		'is never asked after at %s, and nothing from there is told',
		async (pollUrl) => {
			const address = new URL(pollUrl, gateway).href;
			const { all, clock, web } = means({ [address]: [secrets] });
			const task = { taskId: 'task-1', status: 'processing', pollUrl };
			for (const work of [askOnce(all, task), awaitTask(all, task)]) {
				const said = await clock.run<unknown>(work).then(
					() => '',
					(error: Error) => error.message,
				);
				expect(said).not.toContain('AccessKeyId');
			}
			expect(web.asked.filter((what) => what.includes(address))).toEqual([]);
		},
	);

	it('is asked after without the key at another host, and not where that redirects to', async () => {
		const pollUrl = 'https://tasks.example/1';
		const moved = { status: 302, headers: { location: metadata } };
		const { all, clock, web } = means({ [pollUrl]: [moved], [metadata]: [secrets] });
		const work = clock.run(awaitTask(all, { taskId: 'task-1', status: 'processing', pollUrl }));
		expect(await message(work)).not.toContain('AccessKeyId');
		expect(web.asked.filter((what) => what.includes('169.254'))).toEqual([]);
		expect(web.asked.filter((what) => what.startsWith('key https://tasks'))).toEqual([]);
	});

	it('is not asked after where the usual address of tasks redirects to, inside', async () => {
		const usual = `${gateway}/tasks/task-1`;
		const moved = { status: 302, headers: { location: metadata } };
		const { all, clock, web } = means({ [usual]: [moved], [metadata]: [secrets] });
		const work = clock.run(awaitTask(all, { taskId: 'task-1', status: 'processing' }));
		expect(await message(work)).toMatch(/inside a private network/);
		expect(web.asked).toEqual([`key ${usual}`]);
	});

	it('of an id with a path in it stays below the path of tasks', async () => {
		const { all, clock, web } = means({});
		const task = { taskId: '../../admin?x=1#', status: 'processing' };
		await message(clock.run(askOnce(all, task)));
		expect(web.asked).toEqual([`key ${gateway}/tasks/..%2F..%2Fadmin%3Fx%3D1%23`]);
	});
});
