/**
 * What n8n's scanner for community packages says about the sources and about dist/. Its command line needs a published
 * package and exits 0 whatever it finds, so its check is called here directly; it uses no network.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');

const parts = [
	['sources', SOURCE_FILE_PATTERNS],
	['package', ['dist/**/*.js', 'package.json']],
];

for (const [name, patterns] of parts) {
	const { passed, message, details } = await analyzePackage(ROOT, patterns);
	console.log(`${name}: ${passed ? 'passed' : 'not passed'}${message === undefined ? '' : ` (${message})`}`);
	if (details !== undefined) console.log(details);
	if (!passed) process.exitCode = 1;
}
