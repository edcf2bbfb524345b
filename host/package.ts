import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What npm says of a package that it packed. */
interface Packed {
	readonly filename: string;
	readonly files: readonly { readonly path: string }[];
}

const npmPack = async (folder: string, args: readonly string[]): Promise<Packed> => {
	const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', ...args], { cwd: folder });
	const [packed] = JSON.parse(stdout) as Packed[];
	if (packed === undefined) throw new Error(`npm packed nothing in ${folder}`);
	return packed;
};

/** Packs a package as it would be published; gives the path of the tarball. */
export const packPackage = async (folder: string, destination: string): Promise<string> => {
	await mkdir(destination, { recursive: true });
	const { filename } = await npmPack(folder, ['--pack-destination', destination]);
	return resolve(destination, filename);
};

/** The files that would be published, without packing them. */
export const packagedFiles = async (folder: string): Promise<string[]> => {
	const { files } = await npmPack(folder, ['--dry-run']);
	return files.map(({ path }) => path).sort();
};

/** Unpacks a tarball to where n8n keeps the community packages that its users installed. */
export const unpackInto = async (userFolder: string, tarball: string): Promise<void> => {
	const unpacking = join(userFolder, '.n8n/nodes/unpacking');
	await rm(unpacking, { recursive: true, force: true });
	await mkdir(unpacking, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', unpacking, '--strip-components=1']);
	const { name } = JSON.parse(await readFile(join(unpacking, 'package.json'), 'utf8')) as { name: string };
	const target = join(userFolder, '.n8n/nodes/node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(dirname(target), { recursive: true });
	await rename(unpacking, target);
};
