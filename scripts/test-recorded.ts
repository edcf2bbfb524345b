/**
 * `npm run test:recorded [-- --chapters auth,inboxes]`: replays what real Chatwoot servers were asked against the
 * sandbox and compares the answers. The recordings are no part of this repository: without them there is nothing to do.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { replayProgram } from './recordings.ts';

const WANTED = ['--min', '95', '--show', '60'];

const run = (script: string, scriptArguments: readonly string[], output: 'pipe' | 'inherit'): ChildProcess =>
	spawn(process.execPath, [...process.execArgv, script, ...scriptArguments], {
		stdio: ['ignore', output, 'inherit'],
	});

/** The URL and the tokens, from the one line that the sandbox prints. */
const surroundings = async (sandbox: ChildProcess): Promise<Record<string, string>> => {
	if (!sandbox.stdout) throw new Error('The sandbox has no output');
	for await (const line of createInterface({ input: sandbox.stdout })) {
		return JSON.parse(line) as Record<string, string>;
	}
	throw new Error('The sandbox ended before it had begun');
};

const replayed = async (program: string): Promise<number> => {
	const sandbox = run('sandbox/main.ts', ['--recorded'], 'pipe');
	try {
		const { url = '', ...tokens } = await surroundings(sandbox);
		const named = Object.entries({ base: url, ...tokens }).flatMap(([name, value]) => [`--${name}`, value]);
		const replay = run(program, [...named, ...WANTED, ...process.argv.slice(2)], 'inherit');
		const [code] = (await once(replay, 'exit')) as [number | null];
		return code ?? 1;
	} finally {
		sandbox.kill('SIGTERM');
	}
};

const program = replayProgram((line) => {
	console.log(line);
});
if (program !== undefined) process.exitCode = await replayed(program);
