/** Words that have another spelling in British English, which comments and sentences are written in. */
const american =
	/(?<![\w/<.-])(behaviors?|catalogs?|cancel(?:ed|ing)|colors?|colored|favorites?|fulfill(?:s|ment)?|gray|label(?:ed|ing)|model(?:ed|ing)|neighbors?|(?:normal|organ|recogn|serial)iz(?:e|es|ed|ing))(?![\w=:.-])/i;

/** A sentence has blanks; names and values of APIs have none. */
const british = {
	create(context) {
		const check = (node, text) => {
			const [word] = american.exec(text) ?? [];
			if (word === undefined) return;
			context.report({ loc: node.loc, message: `"${word}" is American; this project is British.` });
		};
		const checkSentence = (node, text) => (/\s/.test(text.trim()) ? check(node, text) : undefined);
		return {
			Program() {
				for (const comment of context.sourceCode.getAllComments()) check(comment, comment.value);
			},
			Literal(node) {
				if (typeof node.value === 'string') checkSentence(node, node.value);
			},
			TemplateElement(node) {
				checkSentence(node, node.value.raw);
			},
		};
	},
};

export default { meta: { name: 'prose' }, rules: { british } };
