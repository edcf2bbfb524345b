import { spawnSync } from 'node:child_process';

/** Runs a tool, or one of our scripts (it has a slash), in the foreground; tells whether it exited 0. */
export const succeeds = (command: readonly string[], environment: Record<string, string> = {}): boolean => {
	const [tool = '', ...toolArguments] = command;
	const isScript = tool.includes('/');
	const { status } = spawnSync(
		isScript ? process.execPath : tool,
		isScript ? [...process.execArgv, tool, ...toolArguments] : toolArguments,
		{ stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } },
	);
	return status === 0;
};
