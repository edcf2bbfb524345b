/** All that Jest crawls. Not host, which holds a whole n8n: its modules are found by their paths. */
const roots = ['nodes', 'credentials', 'sandbox', 'test'].map((folder) => `<rootDir>/${folder}`);

/** One project per kind of test: `jest --selectProjects unit`. */
const project = (name, more = {}) => ({
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	injectGlobals: false,
	roots,
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{
				swcrc: false,
				jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
				module: { type: 'commonjs' },
				sourceMaps: 'inline',
			},
		],
	},
	...more,
});

export default {
	// What takes long on a good machine says so itself; the others may share a slow one.
	testTimeout: 20_000,
	projects: [
		project('unit'),
		project('integration', { setupFiles: ['<rootDir>/test/integration/setup.ts'] }),
		project('faults', { setupFiles: ['<rootDir>/test/integration/setup.ts'] }),
		// npm runs these with --runInBand, for each starts an n8n of its own.
		project('e2e', { setupFilesAfterEnv: ['<rootDir>/test/e2e/setup.ts'] }),
	],
};
