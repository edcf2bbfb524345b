import js from '@eslint/js';
import { n8nCommunityNodesPlugin as communityNodes } from '@n8n/eslint-plugin-community-nodes';
import jest from 'eslint-plugin-jest';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What n8n loads and its reviewers read: no comment there can switch a rule off. */
const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
/** What runs in a browser. */
const BROWSER = ['sandbox/page/browser/**/*.ts', 'sandbox/page/browser/**/*.tsx'];

/** Rules of @n8n/community-nodes that its authors have withdrawn, each with what took its place. */
const WITHDRAWN = {
	// Marked deprecated in the plugin; require-node-description-fields, which is on, asks for the icon and more.
	'node-class-description-icon-missing': 'require-node-description-fields',
};

/** Every rule of n8n's own plugin as an error, not only those of its recommended set, and warnings too. */
const communityNodesRules = Object.fromEntries(
	Object.keys(communityNodes.rules)
		.filter((name) => !(name in WITHDRAWN))
		.map((name) => [`@n8n/community-nodes/${name}`, 'error']),
);

/** The plugin's sets are in ESLint's old form, so only their rules can be taken over. */
const setOf = (name) => n8nNodesBase.configs[name].rules;

/** The only rules that are off: the five that n8n's own tools turn off, because newer rules contradict them. */
const offForCredentials = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};
const offForNodes = {
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

/** n8n's rules and how a published file is read by them. */
const published = {
	plugins: { '@n8n/community-nodes': communityNodes, 'n8n-nodes-base': n8nNodesBase },
	linterOptions: { noInlineConfig: true },
};

export default defineConfig(
	globalIgnores(['dist', '.cache', 'coverage', 'host/node_modules']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },

	{
		files: TYPESCRIPT,
		extends: [
			js.configs.recommended,
			tseslint.configs.strictTypeChecked,
			tseslint.configs.stylisticTypeChecked,
		],
		languageOptions: {
			parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			// An arrow function may hand on the nothing that it calls.
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			eqeqeq: 'error',
			'max-lines': ['error', 300],
		},
	},

	{
		files: BROWSER,
		languageOptions: { parserOptions: { project: './sandbox/page/browser/tsconfig.json' } },
	},

	{
		...published,
		files: PUBLISHED,
		rules: { ...communityNodesRules, 'no-console': 'error' },
	},
	{ files: ['credentials/**/*.ts'], rules: { ...setOf('credentials'), ...offForCredentials } },
	{ files: ['nodes/**/*.ts'], rules: { ...setOf('nodes'), ...offForNodes } },
	{
		// Read as a TypeScript expression, because the rules look for an object literal.
		...published,
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: { ...communityNodesRules, ...setOf('community') },
	},

	{
		files: ['test/**/*.ts'],
		extends: [jest.configs['flat/recommended']],
		settings: { jest: { globalPackage: '@jest/globals', version: 30 } },
		rules: {
			'jest/prefer-importing-jest-globals': 'error',
			'jest/no-disabled-tests': 'error',
			'jest/no-commented-out-tests': 'error',
			'jest/expect-expect': 'error',
		},
	},
	{
		// Plain scripts; Node.js offers these names without an import.
		files: ['**/*.mjs', 'gulpfile.js'],
		extends: [js.configs.recommended],
		languageOptions: {
			globals: Object.fromEntries(
				[
					'process',
					'console',
					'URL',
					'setTimeout',
					'clearTimeout',
					'setInterval',
					'clearInterval',
					'fetch',
				].map((name) => [name, 'readonly']),
			),
		},
	},
	{
		files: ['gulpfile.js'],
		languageOptions: {
			sourceType: 'commonjs',
			globals: { require: 'readonly', exports: 'writable', __dirname: 'readonly' },
		},
	},
);
