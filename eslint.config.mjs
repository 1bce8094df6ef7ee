// The rule set of n8n's community package scanner (@n8n/scan-community-package 0.32.0, scanner.mjs)
// for what is published; inline disables do not count there, so they do not count here.
// All other rules are oxlint's, in .oxlintrc.json.
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const published = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const recommended = [n8nCommunityNodesPlugin.configs.recommended].flat();

export default [
	{ ignores: ['node_modules/', '**/package-lock.json'] },
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
		files: ['package.json', '{nodes,credentials}/**/*.{json,ts}'],
		languageOptions: { parser: tseslint.parser },
	},
];
