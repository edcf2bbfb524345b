import { existsSync } from 'node:fs';

const REPLAY = '../shared/recorded/replay.mjs';

/**
 * The program that replays what real Chatwoot servers were asked. It and the recordings are no part of this
 * repository: `undefined` where they are not, and a line that says so.
 */
export const replayProgram = (print: (line: string) => void): string | undefined => {
	if (existsSync(REPLAY)) return REPLAY;
	print(`Skipped: ${REPLAY} is not there.`);
	return undefined;
};
