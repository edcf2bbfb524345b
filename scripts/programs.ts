/** Programs of this machine that tests need, found or, where that takes no question, installed. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const isProgram = (file: string): boolean => {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};

/** The path of the first of these programs that is there, in the folders of PATH or in others. */
export const findProgram = (names: readonly string[], others: readonly string[] = []): string | undefined => {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...others];
	return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
};

const aptGet = (...words: string[]): void => {
	execFileSync('apt-get', ['-qq', ...words], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
};

/** Installs packages of Debian's if we are root and have apt-get; `why` is told then. */
export const installPackages = (
	packages: readonly string[],
	why: string,
	print: (line: string) => void,
): void => {
	if (process.getuid?.() !== 0 || findProgram(['apt-get']) === undefined) return;
	print(`Installing Debian's ${packages.join(' and ')}, ${why} …`);
	try {
		aptGet('update');
		aptGet('install', '-y', '--no-install-recommends', ...packages);
	} catch {
		print('That did not work.');
	}
};
