/** A PostgreSQL and a Redis of our own, for tests: on free ports of this machine, and gone with their folder. */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
	chownSync,
	closeSync,
	existsSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { poll } from '../host/poll.ts';
import { freePort } from '../host/settings.ts';
import { findStores } from '../host/stores.ts';
import { findProgram, installPackages } from './programs.ts';

/** Debian keeps the programs of each version here, and not in the PATH. */
const DEBIAN = '/usr/lib/postgresql';

export interface Programs {
	readonly initdb: string;
	readonly redis: string;
}

const find = (): Programs | undefined => {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((one, other) => +other - +one) : [];
	const initdb = findProgram(
		['initdb'],
		versions.map((version) => join(DEBIAN, version, 'bin')),
	);
	const redis = findProgram(['redis-server', 'valkey-server']);
	return initdb === undefined || redis === undefined ? undefined : { initdb, redis };
};

/** Finds the programs, after installing Debian's where that takes no question. Says loudly if they are not there. */
export const storePrograms = (print: (line: string) => void): Programs | undefined => {
	const found = find();
	if (found !== undefined) return found;
	installPackages(['postgresql', 'redis-server'], "for the tests of n8n's queue mode", print);
	const installed = find();
	if (installed === undefined) {
		print(
			"*** NO POSTGRESQL OR NO REDIS: n8n's queue mode is NOT tested. Install initdb and redis-server. ***",
		);
	}
	return installed;
};

/** PostgreSQL refuses to run as root. */
const otherThanRoot = (): { readonly uid?: number } => {
	if (process.getuid?.() !== 0) return {};
	for (const user of ['postgres', 'nobody']) {
		try {
			return { uid: Number(execFileSync('id', ['-u', user], { encoding: 'utf8' })) };
		} catch {
			// There is no such user.
		}
	}
	return {};
};

/** A server that ends when its standard input does: with us, however we end. */
const SERVER = '"$@" & read _; kill -INT $!; wait';

interface Server {
	readonly log: string;
	stop(): Promise<void>;
}

const serve = (command: readonly string[], folder: string, user: object): Server => {
	const log = join(folder, 'log');
	const output = openSync(log, 'a');
	const child = spawn('sh', ['-c', SERVER, 'sh', ...command], {
		...user,
		cwd: folder,
		stdio: ['pipe', output, output],
	});
	closeSync(output);
	return {
		log,
		async stop() {
			const ended = once(child, 'exit');
			child.stdin?.end();
			await ended;
			rmSync(folder, { recursive: true });
		},
	};
};

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'customer-messaging-store-'));

const startPostgres = (initdb: string, port: number, password: string): Server => {
	const folder = newFolder();
	const user = otherThanRoot();
	if (user.uid !== undefined) chownSync(folder, user.uid, -1);
	const data = join(folder, 'data');
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password);
	const shape = ['--locale=C', '--encoding=UTF8', '--auth=scram-sha-256', '--no-sync'];
	execFileSync(initdb, ['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, ...shape], {
		...user,
		cwd: folder,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	rmSync(passwordFile);
	// None of it is to survive a power cut.
	const settings = [
		'fsync=off',
		'full_page_writes=off',
		'unix_socket_directories=',
		'listen_addresses=127.0.0.1',
	];
	const set = settings.flatMap((one) => ['-c', one]);
	return serve([join(dirname(initdb), 'postgres'), '-D', data, '-p', String(port), ...set], folder, user);
};

const startRedis = (program: string, port: number, password: string): Server => {
	const folder = newFolder();
	const file = join(folder, 'redis.conf');
	const lines = [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, 'save ""', `dir ${folder}`];
	writeFileSync(file, lines.join('\n'), { mode: 0o600 });
	return serve([program, file], folder, {});
};

/** Returns once both answer, and our environment says where they are. Give back what ends them. */
export const startStores = async ({ initdb, redis }: Programs): Promise<() => Promise<void>> => {
	const [postgresPort, redisPort, password] = [
		await freePort(),
		await freePort(),
		randomBytes(16).toString('hex'),
	];
	Object.assign(process.env, {
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgresPort),
		DB_POSTGRESDB_USER: 'postgres',
		DB_POSTGRESDB_PASSWORD: password,
		DB_POSTGRESDB_DATABASE: 'postgres',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		QUEUE_BULL_REDIS_USERNAME: '',
		QUEUE_BULL_REDIS_PASSWORD: password,
	});
	const servers = [startPostgres(initdb, postgresPort, password), startRedis(redis, redisPort, password)];
	const stop = async (): Promise<void> => {
		await Promise.all(servers.map(async (one) => await one.stop()));
	};
	try {
		await poll('PostgreSQL and Redis did not start', async () => {
			try {
				await findStores('host');
				return true;
			} catch {
				return undefined;
			}
		});
	} catch (error) {
		const logs = servers.map(({ log }) => readFileSync(log, 'utf8'));
		await stop();
		throw new Error([(error as Error).message, ...logs].join('\n'), { cause: error });
	}
	return stop;
};
