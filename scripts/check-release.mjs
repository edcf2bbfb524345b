/** Refuses a release whose tag, version and change log do not say the same. Run by the publishing workflow. */
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const tag = process.env.GITHUB_REF_NAME;
const complaints = [
	tag === version ? undefined : `The tag is ${tag}, the version in package.json ${version}.`,
	readFileSync('CHANGELOG.md', 'utf8').includes(`## [${version}] - `)
		? undefined
		: `CHANGELOG.md has no dated entry for ${version}.`,
].filter((complaint) => complaint !== undefined);

for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
