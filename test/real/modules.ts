/**
 * Lets Node.js run the nodes from their sources. Imported before everything else: it holds for what is imported
 * afterwards.
 */
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/** n8n-core requires this one; a second copy, as a module, would have classes of its own. */
const N8N_WORKFLOW = pathToFileURL(createRequire(import.meta.url).resolve('n8n-workflow')).href;

/** In nodes/ and credentials/ imports have no ending, as n8n's own tools want it. */
const isOurs = (specifier: string, parent = ''): boolean =>
	specifier.startsWith('.') && !specifier.endsWith('.ts') && !parent.includes('/node_modules/');

registerHooks({
	resolve(specifier, context, next) {
		if (specifier === 'n8n-workflow') {
			return { url: N8N_WORKFLOW, shortCircuit: true };
		}
		if (!isOurs(specifier, context.parentURL)) {
			return next(specifier, context);
		}
		try {
			return next(`${specifier}.ts`, context);
		} catch {
			return next(`${specifier}/index.ts`, context);
		}
	},
});
