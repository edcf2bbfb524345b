/** Checks that what would be published is the compiled package and its papers, and nothing else. */
import { readdirSync } from 'node:fs';
import { packagedFiles } from '../host/package.ts';

const PAPERS = ['LICENSE', 'README.md', 'package.json'];
const COMPILED = /^dist\/((nodes|credentials)\/.+\.js|nodes\/.+\.node\.json|(nodes|icons)\/.+\.svg)$/;

const packaged = await packagedFiles('.');
const built = readdirSync('dist', { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map(({ parentPath, name }) => `${parentPath}/${name}`);

const superfluous = packaged.filter((file) => !PAPERS.includes(file) && !COMPILED.test(file));
const missing = [...PAPERS, ...built].filter((file) => !packaged.includes(file));
for (const file of superfluous) console.log(`does not belong into the package: ${file}`);
for (const file of missing) console.log(`is missing from the package: ${file}`);
console.log(`${packaged.length} files`);
if (superfluous.length + missing.length > 0) process.exitCode = 1;
