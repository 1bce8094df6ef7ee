import type { AnswerCase } from './answerCase';

/** An address in words ends where an address ends. */
const words: ReadonlyArray<readonly [string, string]> = [
	['amp', 'See FILES/one.png?a=1&amp;b=2'],
	['angle', '<FILES/one.png>'],
	['backslash n', 'FILES/one.png\\n'],
	['bold', 'Done: **FILES/one.png**'],
	['bracket', '[FILES/one.png]'],
	['cn book', '《FILES/one.png》'],
	['cn bracket', '图片（FILES/one.png）已生成'],
	['cn pause', 'FILES/one.png、谢谢'],
	['cn quote', '“FILES/one.png”'],
	['cn stop', '链接：FILES/one.png。'],
	['cn words', 'FILES/one.png已经完成'],
	['dup link', '[![x](FILES/one.png)](FILES/one.png)'],
	['ellipsis', 'FILES/one.png…'],
	['emoji', '✅FILES/one.png✨'],
	['fence plain', '```\nFILES/one.png\n```'],
	['html a', '<a href="FILES/one.png">here</a>'],
	['html img', "<img src='FILES/one.png' width=3>"],
	['italic', '_FILES/one.png_'],
	['jp bracket', '「FILES/one.png」'],
	['json escaped slash', '{"url":"FILES\\/one.png"}'],
	['json in fence', '```json\n{"url":"FILES/one.png"}\n```'],
	['link page then image', '[Download](FILES/html/dl)\n\n![img](FILES/one.png)'],
	['md angle', '![x](<FILES/one.png>)'],
	['md title', '![x](FILES/one.png "A title")'],
	['nbsp', 'FILES/one.png ready'],
	['paren sentence', '(see FILES/one.png).'],
	['paren2', '![mug](FILES/one_(2).png "t")'],
	['quote ascii', '"FILES/one.png"'],
	['ref link', '![x][1]\n\n[1]: FILES/one.png'],
	['tilde', '~~FILES/html/x~~ FILES/one.png'],
	['zero width', 'FILES/one.png​'],
];

export const addresses: readonly AnswerCase[] = words.map(([title, content]) => ({
	title,
	answer: {
		json: { choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }] },
	},
	expect: { pictures: 1, sides: '320x320', silent: true },
}));
