import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { Answer } from '../core/answer.ts';

const FOLDER = join(import.meta.dirname, 'browser');

/** What the browser's part imports by name. */
const MODULES = ['preact', 'preact/hooks', 'preact/jsx-runtime'] as const;

const CODE = 'text/javascript; charset=utf-8';
const TYPES: Readonly<Record<string, string>> = {
	'.ts': CODE,
	'.tsx': CODE,
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
};

const IMPORT_MAP = JSON.stringify({
	imports: Object.fromEntries(MODULES.map((name) => [name, `/page/modules/${name}`])),
});

/** Only what comes from here runs, and nothing is fetched from elsewhere. */
const POLICY = [
	"default-src 'none'",
	`script-src 'self' 'sha256-${createHash('sha256').update(IMPORT_MAP).digest('base64')}'`,
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** In the order in which they overrule each other. */
const STYLES = ['base', 'layout', 'talk', 'write', 'lists', 'narrow'];

const DOCUMENT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>Sandbox: a customer, a bot, an agent</title>
<link rel="icon" href="/page/icon.svg">
${STYLES.map((name) => `<link rel="stylesheet" href="/page/${name}.css">`).join('\n')}
<script type="importmap">${IMPORT_MAP}</script>
<script type="module" src="/page/main.tsx"></script>
</head>
<body><div id="app"></div><noscript>This page needs JavaScript.</noscript></body>
</html>
`;

const found = (content: string, contentType: string): Answer => ({
	status: 200,
	// Always asked for again: who changes a file sees it at the next look.
	headers: { 'content-type': contentType, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
	content,
});

/** The page itself. */
export const pageDocument = (): Answer => {
	const answer = found(DOCUMENT, 'text/html; charset=utf-8');
	return { ...answer, headers: { ...answer.headers, 'content-security-policy': POLICY } };
};

/** TypeScript with JSX as a browser reads it. A compiler that is loaded only when somebody opens the page. */
const compiled = async (source: string, filename: string): Promise<string> => {
	const { transform } = await import('@swc/core');
	const { code } = await transform(source, {
		filename,
		configFile: false,
		swcrc: false,
		sourceMaps: 'inline',
		module: { type: 'es6' },
		jsc: {
			target: 'es2022',
			parser: { syntax: 'typescript', tsx: true },
			transform: {
				verbatimModuleSyntax: true,
				react: { runtime: 'automatic', importSource: 'preact' },
			},
		},
	});
	return code;
};

const moduleFile = async (name: string): Promise<Answer | undefined> => {
	if (!MODULES.some((known) => known === name)) return undefined;
	const path = createRequire(import.meta.url).resolve(name);
	return found(await readFile(path, 'utf8'), CODE);
};

/** A file of the browser's part, or one of its modules, by what stands behind `/page/`. */
export const asset = async (path: string): Promise<Answer | undefined> => {
	if (path.startsWith('modules/')) return moduleFile(path.slice('modules/'.length));
	const type = TYPES[extname(path)];
	// All files lie in one folder, so a slash is never part of a name.
	if (type === undefined || !/^[\w-]+\.\w+$/.test(path)) return undefined;
	try {
		const source = await readFile(join(FOLDER, path), 'utf8');
		return found(type === CODE ? await compiled(source, path) : source, type);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
};
