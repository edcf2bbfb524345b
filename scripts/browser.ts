import { findProgram, installPackages } from './programs.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The environment that tells the editor's test which browser to use: `CHROMIUM`, a path, or `WITHOUT_BROWSER`, on which
 * it skips itself. Installs Debian's Chromium where that takes no question (root, apt-get).
 */
export const browserEnvironment = (print: (line: string) => void): Record<string, string> => {
	const found = process.env.CHROMIUM ?? findProgram(NAMES);
	if (found !== undefined) return { CHROMIUM: found };
	installPackages(['chromium'], "for the test that opens n8n's editor", print);
	const installed = findProgram(NAMES);
	if (installed !== undefined) return { CHROMIUM: installed };
	print("*** NO CHROMIUM: n8n's editor is NOT tested. Install one, or name it in the variable CHROMIUM. ***");
	return { WITHOUT_BROWSER: '1' };
};
