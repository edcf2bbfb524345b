/**
 * Puts the many small files of nodes/ and credentials/ together into few, readable as they were written: n8n reads all
 * of a package at every start, and each file costs it more than what stands in it.
 */
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup, type InputOptions } from 'rollup';
import packageFile from '../package.json' with { type: 'json' };

/** Where the compiler leaves a module for each source file. */
export const COMPILED = '.cache/compiled';

/** What n8n itself brings, and Node.js. */
const isBrought = (module: string): boolean => !/^[./]/.test(module);

/** What n8n loads by name, where it expects it: n8n resolves icons relative to these files. */
const ENTRIES = [...packageFile.n8n.nodes, ...packageFile.n8n.credentials].map((file) =>
	file.replace(/^dist\/|\.js$/g, ''),
);

/** All that nodes of one folder share is in one file. */
const chunkOf = (id: string): string | undefined => {
	const [, folder] = /\/nodes\/(\w+)\/(?!\w+\.node\.js$)/.exec(id) ?? [];
	return folder === undefined ? undefined : `nodes/${folder}/parts`;
};

/** Of compiled modules: how they are found, and that no circle among them goes unnoticed. */
export const reading = (input: InputOptions['input']): InputOptions => ({
	...(input === undefined ? {} : { input }),
	external: isBrought,
	plugins: [nodeResolve()],
	onwarn: ({ message }) => {
		throw new Error(message);
	},
});

/** Writes dist/. */
export async function bundle(): Promise<void> {
	const input = Object.fromEntries(ENTRIES.map((entry) => [entry, `./${COMPILED}/${entry}.js`]));
	const build = await rollup(reading(input));
	await build.write({
		dir: 'dist',
		format: 'cjs',
		exports: 'named',
		interop: 'auto',
		entryFileNames: '[name].js',
		chunkFileNames: '[name].js',
		manualChunks: chunkOf,
	});
	await build.close();
}
