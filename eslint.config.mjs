// The rule set of n8n's community package scanner (@n8n/scan-community-package 0.32.0, scanner.mjs)
// for what is published; inline disables do not count there, so they do not count here.
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const published = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}', 'dist/**/*.js'];
const recommended = [n8nCommunityNodesPlugin.configs.recommended].flat();

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

export default [
	{ ignores: ['node_modules/', 'demo-output/', 'bench-output/', '**/package-lock.json'] },
	{ linterOptions: { noInlineConfig: true } },
	...recommended.map((config) => ({ ...config, files: published })),
	{ files: published, rules: { 'no-console': 'error' } },
	{ plugins: { 'n8n-nodes-base': nodesBase } },
	{ files: ['package.json'], rules: nodesBase.configs.community.rules },
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...nodesBase.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...nodesBase.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{
		files: ['package.json', '{nodes,credentials}/**/*.json', '**/*.ts'],
		languageOptions: { parser: tseslint.parser },
	},
	...tseslint.configs.recommended.map((config) => ({
		...config,
		files: ['{nodes,credentials,tools,test}/**/*.ts'],
	})),
	{
		files: ['{nodes,credentials,tools,test}/**/*.ts'],
		plugins: { prose: { rules: { british } } },
		rules: {
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'prose/british': 'error',
		},
	},
	// Words that gateways and file formats spell.
	{
		files: ['nodes/ImageEdit/answer/taskStatus.ts', 'test/trust/support/files.ts'],
		rules: { 'prose/british': 'off' },
	},
	// What is published keeps type imports in statements of their own.
	{
		files: ['{nodes,credentials}/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: 'ImportSpecifier[importKind="type"]',
					message: 'Write `import type` as a statement of its own.',
				},
			],
		},
	},
];
