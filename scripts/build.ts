/** Makes dist/, the whole of what is published, from nothing: a file whose source is gone must not linger in it. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
for (const [tool, ...toolArguments] of [
	['tsc', '-p', 'tsconfig.build.json'],
	['gulp', '--silent'],
] as const) {
	try {
		execFileSync(tool, toolArguments, { stdio: 'inherit' });
	} catch {
		process.exit(1); // The tool has said why.
	}
}
