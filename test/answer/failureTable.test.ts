import type { FailureRule } from '../../nodes/ImageEdit/answer/failureRule';
import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { failures, ruleOf } from '../../nodes/ImageEdit/answer/failures';

// Each question of the table, with all kinds that answer it so: a slip in one row costs money or an image.

const kindsWith = (holds: (rule: FailureRule) => boolean) =>
	(Object.keys(failures) as FailureKind[]).filter((kind) => holds(ruleOf(kind))).sort();

it.each<[string, (rule: FailureRule) => boolean, readonly string[]]>([
	[
		'are repeated without a question, as surely not taken',
		({ again }) => again === 'always',
		['busy', 'early', 'network', 'outgoingProxyDown', 'rateLimit', 'unreached'],
	],
	[
		'are repeated where the user allows it',
		({ again }) => again === 'ifAllowed',
		'cut edge edgeBusy edgeRefused edgeSlowUpload edgeTimeout server timeout'.split(' '),
	],
	[
		'may have been billed',
		({ mayBeBilled }) => mayBeBilled,
		[
			...['answer', 'canceled', 'cut', 'download', 'endless', 'oversize', 'server', 'store'],
			...'edge edgeBusy edgeNotFound edgeRefused edgeSlowUpload edgeTimeout'.split(' '),
			...['task', 'timeout', 'unsafe'],
		],
	],
	[
		'have a title',
		({ title }) => title !== undefined,
		'auth busy moderation modelUnavailable quota rateLimit tooLarge'.split(' '),
	],
	[
		'are refused for good when the response began early',
		({ whenEarly }) => whenEarly === 'earlyRefused',
		['edgeRefused'],
	],
	[
		'are not found when the response began early',
		({ whenEarly }) => whenEarly === 'notFound',
		['edgeNotFound'],
	],
	['slow the batch', ({ isLimit }) => isLimit === true, ['rateLimit']],
	[
		'keep whole images that came before',
		({ keepsImages }) => keepsImages === true,
		['answer', 'cut', 'oversize', 'store', 'timeout'],
	],
	['keep stored images alone', ({ keepsImages }) => keepsImages === 'stored', ['endless']],
	['are of one image', ({ isOfOneImage }) => isOfOneImage === true, ['answer']],
	['name where the image lies', ({ namesImage }) => namesImage === true, ['download', 'store']],
	[
		'have a response, whose status is theirs',
		({ hasResponse }) => hasResponse === true,
		['answer', 'oversize'],
	],
	[
		'fetch an image again',
		({ fetchAgain }) => fetchAgain !== undefined,
		['answer', 'cut', 'download', 'network', 'timeout'],
	],
	[
		'become something else when the response began early',
		({ whenEarly }) => whenEarly !== undefined,
		'edge edgeBusy edgeNotFound edgeRefused edgeSlowUpload edgeTimeout server'.split(' '),
	],
	[
		'poll on',
		({ mayPollOn }) => mayPollOn === true,
		'busy cut early edge edgeBusy edgeSlowUpload edgeTimeout network outgoingProxyDown rateLimit server timeout unreached'.split(
			' ',
		),
	],
	[
		'search for a lost order',
		({ maySearch }) => maySearch === true,
		'answer cut edge edgeBusy edgeNotFound edgeRefused edgeSlowUpload edgeTimeout server timeout'.split(
			' ',
		),
	],
])('these alone %s', (_what, holds, kinds) => {
	expect(kindsWith(holds)).toEqual([...kinds].sort());
});

it('repeats nothing without a question that may have been billed', () => {
	expect(kindsWith(({ again, mayBeBilled }) => mayBeBilled && again === 'always')).toEqual([]);
	expect(kindsWith(({ again, mayBeBilled }) => !mayBeBilled && again === 'ifAllowed')).toEqual([]);
	expect(kindsWith(({ keepsImages, mayBeBilled }) => !!keepsImages && !mayBeBilled)).toEqual([]);
});

it('gives a whole sentence of advice for each', () => {
	expect(kindsWith(({ advice }) => !/^[A-Z].{20,}\.$/.test(advice))).toEqual([]);
});
