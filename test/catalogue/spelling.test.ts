import { entryNamed } from '../../nodes/ImageEdit/catalogue/models';
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
