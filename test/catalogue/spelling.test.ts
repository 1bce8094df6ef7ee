import { entriesOf, entryNamed } from '../../nodes/ImageEdit/catalogue/models';
import { spellingsOf } from '../../nodes/ImageEdit/catalogue/spelling';

it.each([
	['slashes', 'a/'.repeat(100)],
	['endings', `a${'-vip'.repeat(50)}`],
	['both', `${'a/'.repeat(60)}b${'-vip-all'.repeat(10)}`],
])('an id of many %s stands for a few ids at most', (_what, id) => {
	expect(spellingsOf(id).length).toBeLessThanOrEqual(36);
});

it.each(['relay/eu/fast/openai/gpt-image-1', 'one/two/three/four/five/six/openai/GPT-Image-1-vip'])(
	'%s stands for the model at its end',
	(id) => expect(entryNamed(id)?.id).toBe('gpt-image-1'),
);

const idsOf = (id: string) => spellingsOf(id).map((spelling) => spelling.id);

it.each([
	['gpt-image-9', ['gpt-image-9']],
	['GPT-Image-9', ['gpt-image-9']],
	['a/b', ['a/b', 'b']],
	['/b', ['/b', 'b']],
	['//b', ['//b', '/b', 'b']],
	['a//b', ['a//b', '/b', 'b']],
	['a/', ['a/', '']],
	['-vip', ['-vip']],
	['a/-vip', ['a/-vip', '-vip', 'a/']],
	['a/b-vip', ['a/b-vip', 'b-vip', 'a/b', 'b']],
	['b-all-vip', ['b-all-vip', 'b-all', 'b']],
	['a/b/c/d/e/f/g', ['a/b/c/d/e/f/g', 'c/d/e/f/g', 'd/e/f/g', 'e/f/g', 'f/g', 'g']],
	[`b${'-all'.repeat(6)}`, [6, 5, 4, 3, 2, 1].map((count) => `b${'-all'.repeat(count)}`)],
])('%s may stand for %j', (id, ids) => {
	expect(idsOf(id)).toEqual(ids);
});

it('looks at ids of a hundred characters, and not at longer ones', () => {
	expect(idsOf('x'.repeat(100))).toHaveLength(1);
	expect(idsOf('x'.repeat(101))).toEqual([]);
	expect(idsOf(`${'x'.repeat(100)}/b`)).toEqual(['b']);
});

it.each<[string, boolean, readonly string[]]>([
	[':official', true, []],
	['-official', true, []],
	['-official:official', true, []],
	['-vip', false, ['mask', 'markup']],
	['-all', false, []],
	['-web', false, []],
	['-ext', false, []],
	['-preview', false, []],
	['-vip:official', false, ['mask', 'markup']],
	[':official-vip', false, ['mask', 'markup']],
	[':official-all', false, []],
	[':official-vip:official', false, ['mask', 'markup']],
	['-all:official', false, []],
])('behind an id %s is a model of the vendor: %p, without %j', (ending, isSame, without) => {
	expect(spellingsOf(`relay/gpt-image-2${ending}`).at(-1)).toEqual({
		id: 'gpt-image-2',
		isSame,
		without,
	});
	expect(entriesOf(`GPT-Image-2${ending}`).map(({ id }) => id)).toEqual(
		isSame ? ['gpt-image-2'] : [],
	);
	const roles = entryNamed(`gpt-image-2${ending}`)?.pictures.edit?.map(({ role }) => role);
	expect(roles).toEqual(without.length > 0 ? ['images'] : ['images', 'mask']);
});
