/** Makes dist/, the whole of what is published, from nothing: a file whose source is gone must not linger in it. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundle, COMPILED } from './bundle.ts';

const run = (tool: string, ...toolArguments: readonly string[]): void => {
	try {
		execFileSync(tool, toolArguments, { stdio: 'inherit' });
	} catch {
		process.exit(1); // The tool has said why.
	}
};

for (const folder of [COMPILED, 'dist']) rmSync(folder, { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
await bundle();
run('gulp', '--silent');
