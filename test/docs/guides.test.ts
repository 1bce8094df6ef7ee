import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ImageGatewayApi } from '../../credentials/ImageGatewayApi.credentials';
import { families } from '../../nodes/ImageEdit/catalogue/families';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import { models } from '../../nodes/ImageEdit/catalogue/models';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { nodeType } from '../helpers/n8nForm';
import { everyProperty, listOf, properties } from '../helpers/properties';

// The guides are written by hand, in languages that not every maintainer reads: whatever they name must
// be there.

const read = (file: string) => readFileSync(file, 'utf8');
const guides = ['docs/guide.zh.md', 'docs/huong-dan.vi.md'];
const documents = [
	...readdirSync('.').filter((name) => name.endsWith('.md')),
	...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [join('docs', name)] : [])),
];

const sources = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => read(join(folder, name))),
);
/** The texts of the node, with … for what is filled in at run time. */
const texts = sources.join('\n').replace(/\$\{[^{}]*\}/g, '…');

const all = (pattern: RegExp, text: string) =>
	[...text.matchAll(pattern)].map((match) => match[1] ?? '');

const inEnglish = (text: string) => /^[\x20-\x7e→…]+$/.test(text);

/** What n8n 2.40 itself calls things. */
const n8nNames = [
	'AI Agent',
	'Binary',
	'Community nodes',
	'Continue',
	'Continue (using error output)',
	'Execute workflow',
	'From file',
	'Google Drive',
	'HTTP Request',
	'Import',
	'Install',
	'Install a community node',
	'npm Package Name',
	'On Error',
	'Retry On Fail',
	'Settings',
	'Wait',
];

const shownNames = new Set([
	...n8nNames,
	nodeType.description.displayName,
	new ImageGatewayApi().displayName,
	...[...everyProperty(properties), ...everyProperty(new ImageGatewayApi().properties)].flatMap(
		({ property }) => [
			property.displayName,
			...(property.modes ?? []).map(({ displayName }) => displayName),
			...listOf(property).flatMap(({ action, name }) => [name, action ?? '']),
		],
	),
]);

/** Names that are no texts of the node: of n8n, of HTTP, and words of the examples. */
const otherNames =
	/^(n8n-nodes-ai-image-edit|Authorization: .*|\{\{ .* \}\}|\$fromAI\(\.\.\.\)|\[item 0\]|data_1|data, data_1|-[24]k|<<<image_\d>>>|error|json|16:9|\/|…|1024x1024|.+\.json)$/;
/** What the README calls the settings of queue mode, which are n8n's. */
const [, queueMode = ''] = /^## Queue mode$([\s\S]*?)^## /m.exec(read('README.md')) ?? [];
const known = [texts, queueMode, ...models.flatMap(({ id, modelName }) => [id, modelName])].join(
	'\n',
);

describe.each(guides)('%s', (file) => {
	const guide = read(file);
	const [prose = '', messages = ''] = guide.split(/<!-- \/?messages -->/);
	// Messages are looked at on their own, in README.md too.
	const words = guide.replace(messages, '');

	it('calls everything as the editor shows it', () => {
		const bold = all(/\*\*([^*]+)\*\*/g, guide)
			.filter(inEnglish)
			.flatMap((name) => name.split(' → '));
		expect(bold.length).toBeGreaterThan(50);
		expect(bold.filter((name) => !shownNames.has(name))).toEqual([]);
	});

	it('names only what is there', () => {
		const code = all(/`([^`]+)`/g, words).filter(inEnglish);
		expect(code.length).toBeGreaterThan(50);
		expect(code.filter((name) => !otherNames.test(name) && !known.includes(name))).toEqual([]);
	});

	it.each<GatewayEntry>(gateways)('gives the address of $label', ({ baseUrl, label }) => {
		const row = prose.split('\n').find((line) => line.startsWith(`| ${label} |`)) ?? '';
		expect(all(/`(https:[^`]+)`/g, row)).toEqual(baseUrl === undefined ? [] : [baseUrl]);
	});

	it.each(families.filter(({ id }) => id !== 'generic'))('tells of $label', ({ label }) => {
		expect(prose).toContain(label);
	});

	it('names every setting of queue mode', () => {
		const settings = all(/^\| `([A-Z_\d]+)` \|/gm, queueMode);
		expect(settings.length).toBeGreaterThan(5);
		for (const setting of settings) expect(guide).toContain(`| \`${setting}\` |`);
	});

	it('explains every message that the README explains', () => {
		const quoted = (text: string) => {
			const [, section = ''] = text.split(/<!-- \/?messages -->/);
			return all(/^\| (`[^|]+) \|/gm, section).flatMap((cell) => all(/`([^`]+)`/g, cell));
		};
		expect(quoted(guide)).toEqual(expect.arrayContaining(quoted(read('README.md'))));
	});

	it('lists every example', () => {
		const listed = all(/^\| \[`([\w-]+\.json)`\]/gm, guide);
		expect(listed.sort()).toEqual(readdirSync('examples').sort());
	});
});

it.each(['README.md', ...guides])('%s quotes messages as the node writes them', (file) => {
	const [, section = ''] = read(file).split(/<!-- \/?messages -->/);
	const quoted = all(/^\| (`[^|]+) \|/gm, section).flatMap((cell) => all(/`([^`]+)`/g, cell));
	expect(quoted.length).toBeGreaterThan(10);
	const written = (message: string) =>
		texts.includes(
			message.replace(/responded with \d{3}$/, 'responded with …').replace(/^… ?| ?…$/g, ''),
		);
	expect(quoted.filter((message) => !written(message))).toEqual([]);
});

/** As GitHub makes them of headings. */
const anchors = (markdown: string) =>
	all(/^#+ (.+)$/gm, markdown).map((heading) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
			.replaceAll(' ', '-'),
	);

it.each(documents)('the links of %s lead somewhere', (file) => {
	const links = all(/\]\(([^)\s]+)\)/g, read(file)).filter((link) => !/^https?:/.test(link));
	const leadsNowhere = links.filter((link) => {
		const [path = '', anchor] = link.split('#');
		const target = path === '' ? file : join(dirname(file), path);
		if (!existsSync(target)) return true;
		return anchor !== undefined && !anchors(read(target)).includes(anchor);
	});
	expect(leadsNowhere).toEqual([]);
});
