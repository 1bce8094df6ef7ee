import fc from 'fast-check';
import { parseJsonOr } from '../../../nodes/ImageEdit/shared/json';
import { chunked } from '../../helpers/pictures';
import { expectTaskUnderstood, expectUnderstood, spooled } from '../support/answers';
import { runs, sampled } from '../../helpers/depth';
import { anyCharacter } from '../../helpers/anyCharacter';
import { count } from '../support/counted';
import { inTime } from '../support/inTime';
import { bodies, fixtures, headers, mutations, statuses, tokens } from './answers';

const long = 120_000;

export function answersAreUnderstood(): void {
	it.each(fixtures)(
		'%s, changed and cut byte by byte, is an answer or one clear failure',
		async (_name, { headers: given, status, text }) => {
			let turn = 0;
			const all = [...mutations(text)];
			for (const bytes of sampled(all, runs(all.length))) {
				count();
				const left = await spooled(chunked(bytes, 1 + (turn++ % 700)), 1e6);
				expectUnderstood({ status, headers: given, text: left ?? '' });
				expectTaskUnderstood({ status: 200, headers: given, text: left ?? '' });
			}
		},
		long,
	);

	it(
		'whatever is nested in whatever is an answer or one clear failure',
		() => {
			fc.assert(
				fc.property(bodies, statuses, headers, (body, status, given) => {
					count();
					const text = JSON.stringify(body) ?? '';
					expectUnderstood({ status, headers: given, text });
					expectTaskUnderstood({ status, headers: given, text });
				}),
				{ numRuns: runs(15_000) },
			);
		},
		long,
	);

	it(
		'whatever comes as bytes is an answer or one clear failure',
		async () => {
			const bytes = fc.oneof(
				fc.uint8Array({ maxLength: 200 }),
				fc.array(fc.constantFrom(...tokens), { maxLength: 12 }).map((list) => list.join('')),
				fc.string({ unit: anyCharacter, maxLength: 60 }),
			);
			await fc.assert(
				fc.asyncProperty(
					bytes,
					fc.integer({ min: 1, max: 40 }),
					statuses,
					async (any, size, status) => {
						count();
						const text = (await spooled(chunked(Buffer.from(any as string), size), 1e6)) ?? '';
						expectUnderstood({ status, headers: {}, text });
						expectTaskUnderstood({ status, headers: {}, text });
					},
				),
				{ numRuns: runs(10_000) },
			);
		},
		long,
	);

	it.each([100, 1_000, 5_000, 10_000, 100_000])(
		'an answer that is nested %i deep is no end of n8n',
		(depth) => {
			const ways: ReadonlyArray<readonly [string, string, string]> = [
				['[', '1', ']'],
				['{"data":', '1', '}'],
				['{"data":[', '', ']}'],
				['{"error":', '"x"', '}'],
				['{"usage":', '1', '}'],
				['{"a":', '{}', '}'],
			];
			for (const [open, core, close] of ways) {
				count();
				const text = `${open.repeat(depth)}${core}${close.repeat(depth)}`;
				const beside = `{"data":[{"url":"https://x.example/a.png"}],"extra":${text}}`;
				for (const answer of [text, beside, open.repeat(depth)]) {
					for (const status of [200, 500]) {
						inTime(() => expectUnderstood({ status, headers: {}, text: answer }));
						inTime(() => expectTaskUnderstood({ status, headers: {}, text: answer }));
					}
				}
			}
		},
	);

	it('thousands of entries are no thousands of pictures', () => {
		const url = 'https://files.example/a';
		const entries = Array.from({ length: 20_000 }, (_none, index) => ({
			url: `${url}${index}.png`,
		}));
		const links = entries.map((entry) => entry.url);
		const answers: readonly unknown[] = [
			{ data: entries },
			{ data: [{ images: entries }, { images: entries }] },
			{ data: [entries, entries, entries] },
			{ images: entries, output: entries, result: entries },
			{ choices: entries.map((entry) => ({ message: { content: entry.url } })) },
			{ choices: [{ message: { content: links.join(' ') } }] },
			{ choices: [{ message: { content: links.map((link) => `![](${link})`).join('\n') } }] },
			{ choices: [{ message: { content: entries.map((entry) => ({ image_url: entry })) } }] },
			{ output: links.join('\n') },
			{ data: Array.from({ length: 200 }, () => ({ data: entries.slice(0, 200) })) },
		];
		for (const body of answers) {
			count();
			const text = JSON.stringify(body);
			inTime(() => expectUnderstood({ status: 200, headers: {}, text }));
		}
		count();
		inTime(() => expectUnderstood({ status: 200, headers: {}, text: links.join(' ') }));
	});

	it(
		'the work for an answer grows with its size, and not with its square',
		() => {
			fc.assert(
				fc.property(
					fc.array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 3 }),
					fc.boolean(),
					fc.constantFrom('', '}', '"}', '"}]}', ')'),
					fc.constantFrom(200, 500),
					(parts, inside, end, status) => {
						count();
						const core = parts.join('').repeat(Math.ceil(300_000 / parts.join('').length));
						const chat = (content: string) =>
							JSON.stringify({ choices: [{ message: { content } }] });
						const text = inside ? chat(core) : `${core}${end}`;
						inTime(() => expectUnderstood({ status, headers: {}, text }), 5_000);
						inTime(() => expectTaskUnderstood({ status, headers: {}, text }), 5_000);
					},
				),
				{ numRuns: runs(300), endOnFailure: true },
			);
		},
		long,
	);

	it.each(tokens)('%j a million times over is read in time', (token) => {
		count();
		const text = token.repeat(Math.ceil(1_000_000 / token.length));
		for (const status of [200, 500]) {
			inTime(() => expectUnderstood({ status, headers: {}, text }));
		}
		inTime(() => parseJsonOr(text, undefined));
	});

	it(
		'what is too much text is given up as it arrives, whatever it is made of',
		async () => {
			for (const token of tokens) {
				count();
				const sent = { bytes: 0 };
				const endless = async function* () {
					const part = Buffer.from(token.repeat(Math.ceil(4_096 / token.length)));
					for (; sent.bytes < 2_000_000; sent.bytes += part.length) yield part;
				};
				const read = await spooled(endless(), 100_000);
				if (read !== undefined) continue;
				// Little more than what is allowed, plus what may be a picture in the making.
				expect({ token, few: sent.bytes < 1_000_000 }).toEqual({ token, few: true });
			}
		},
		long,
	);
}
