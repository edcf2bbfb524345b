import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const isProgram = (file: string): boolean => {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};

const find = (names: readonly string[]): string | undefined => {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
};

const aptGet = (...words: string[]): void => {
	execFileSync('apt-get', ['-qq', ...words], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
};

/**
 * The environment that tells the editor's test which browser to use: `CHROMIUM`, a path, or `WITHOUT_BROWSER`, on which
 * it skips itself. Installs Debian's Chromium where that takes no question (root, apt-get).
 */
export const browserEnvironment = (print: (line: string) => void): Record<string, string> => {
	const given = process.env.CHROMIUM;
	const found = given ?? find(NAMES);
	if (found !== undefined) return { CHROMIUM: found };
	if (process.getuid?.() === 0 && find(['apt-get']) !== undefined) {
		print("No Chromium here: installing Debian's, for the test that opens n8n's editor …");
		try {
			aptGet('update');
			aptGet('install', '-y', '--no-install-recommends', 'chromium');
		} catch {
			print('That did not work.');
		}
	}
	const installed = find(NAMES);
	if (installed !== undefined) return { CHROMIUM: installed };
	print("*** NO CHROMIUM: n8n's editor is NOT tested. Install one, or name it in the variable CHROMIUM. ***");
	return { WITHOUT_BROWSER: '1' };
};
