/** PostgreSQL and Redis, which n8n's queue mode needs and which somebody else has started. */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** What of the two belongs to one n8n alone, so that any number of them can run beside each other. */
export interface Stores {
	/** How n8n is told of them. */
	readonly environment: Readonly<Record<string, string>>;
	/** Nothing of this n8n is left in either. */
	remove(): Promise<void>;
}

interface Postgres {
	connect(): Promise<void>;
	query(statement: string): Promise<unknown>;
	end(): Promise<void>;
}

interface Redis {
	on(event: 'error', listener: (error: Error) => void): unknown;
	on(event: 'monitor', listener: (time: string, command: readonly string[]) => void): unknown;
	monitor(): Promise<Redis>;
	connect(): Promise<void>;
	ping(): Promise<string>;
	scan(cursor: string, match: 'MATCH', pattern: string): Promise<[next: string, keys: string[]]>;
	unlink(...keys: string[]): Promise<number>;
	disconnect(): void;
}

/** Under n8n's own names and with n8n's own defaults, for `localhost` that of IPv4, where Docker publishes ports. */
const DEFAULTS = {
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: '5432',
	DB_POSTGRESDB_USER: 'postgres',
	DB_POSTGRESDB_PASSWORD: '',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: '6379',
	QUEUE_BULL_REDIS_USERNAME: '',
	QUEUE_BULL_REDIS_PASSWORD: '',
};

type Addresses = Record<keyof typeof DEFAULTS, string>;

const addresses = (): Addresses =>
	Object.fromEntries(
		Object.entries(DEFAULTS).map(([name, value]) => [name, process.env[name] ?? value]),
	) as Addresses;

/** The drivers are those that n8n brings. */
const driver = (host: string, name: string): unknown => createRequire(resolve(host, 'package.json'))(name);

/** Connects to the database from which others are made. */
const connectPostgres = async (host: string): Promise<Postgres> => {
	const at = addresses();
	const { Client } = driver(host, 'pg') as { Client: new (options: object) => Postgres };
	const client = new Client({
		host: at.DB_POSTGRESDB_HOST,
		port: Number(at.DB_POSTGRESDB_PORT),
		user: at.DB_POSTGRESDB_USER,
		password: at.DB_POSTGRESDB_PASSWORD,
		database: process.env.DB_POSTGRESDB_DATABASE ?? 'postgres',
	});
	try {
		await client.connect();
	} catch (error) {
		throw unreachable({
			what: 'PostgreSQL',
			address: `${at.DB_POSTGRESDB_HOST}:${at.DB_POSTGRESDB_PORT}`,
			error,
			start: 'docker run --rm -p 127.0.0.1:5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres',
			variables: 'DB_POSTGRESDB_HOST, _PORT, _USER and _PASSWORD',
		});
	}
	return client;
};

const connectRedis = async (host: string): Promise<Redis> => {
	const at = addresses();
	const { Redis: Client } = driver(host, 'ioredis') as { Redis: new (options: object) => Redis };
	const client = new Client({
		host: at.QUEUE_BULL_REDIS_HOST,
		port: Number(at.QUEUE_BULL_REDIS_PORT),
		username: at.QUEUE_BULL_REDIS_USERNAME,
		password: at.QUEUE_BULL_REDIS_PASSWORD,
		lazyConnect: true,
		retryStrategy: null,
	});
	let reason: unknown;
	// What is wrong is told here; the call itself rejects with no more than "closed".
	client.on('error', (error) => (reason = error));
	try {
		await client.connect();
		await client.ping();
	} catch (error) {
		client.disconnect();
		throw unreachable({
			what: 'Redis',
			address: `${at.QUEUE_BULL_REDIS_HOST}:${at.QUEUE_BULL_REDIS_PORT}`,
			error: reason ?? error,
			start: 'docker run --rm -p 127.0.0.1:6379:6379 redis',
			variables: 'QUEUE_BULL_REDIS_HOST, _PORT, _USERNAME and _PASSWORD',
		});
	}
	return client;
};

interface Complaint {
	readonly what: string;
	readonly address: string;
	readonly error: unknown;
	readonly start: string;
	readonly variables: string;
}

const unreachable = ({ what, address, error, start, variables }: Complaint): Error =>
	new Error(
		`n8n's queue mode needs ${what}, and none lets us in at ${address} (${(error as Error).message}). ` +
			`Start one, for example with\n  ${start}\nor say where yours is, in the variables ${variables}.`,
		{ cause: error },
	);

/** Does something with both, and then lets go of them. Says which of them is missing, and what to do about it. */
const withStores = async (
	host: string,
	work: (postgres: Postgres, redis: Redis) => Promise<void> = async () => await Promise.resolve(),
): Promise<void> => {
	const [postgres, redis] = await Promise.allSettled([connectPostgres(host), connectRedis(host)]);
	try {
		if (postgres.status === 'fulfilled' && redis.status === 'fulfilled') {
			await work(postgres.value, redis.value);
			return;
		}
		const complaints = [postgres, redis].flatMap((one) =>
			one.status === 'rejected' ? [(one.reason as Error).message] : [],
		);
		throw new Error(complaints.join('\n\n'));
	} finally {
		if (postgres.status === 'fulfilled') await postgres.value.end();
		if (redis.status === 'fulfilled') redis.value.disconnect();
	}
};

/** Rejects with what a person can do if PostgreSQL or Redis is missing. */
export const findStores = async (host: string): Promise<void> => {
	await withStores(host);
};

/** Tells every command that Redis gets from now on, published messages too. Gives back what ends it. */
export const watchRedis = async (host: string, heard: (command: string) => void): Promise<() => void> => {
	const redis = await connectRedis(host);
	const watch = await redis.monitor();
	watch.on('monitor', (_time, command) => heard(command.join(' ')));
	return () => {
		watch.disconnect();
		redis.disconnect();
	};
};

const forget = async (redis: Redis, prefix: string): Promise<void> => {
	let cursor = '0';
	do {
		const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}*`);
		if (keys.length > 0) await redis.unlink(...keys);
		cursor = next;
	} while (cursor !== '0');
};

/** Makes a database in PostgreSQL, and takes a prefix for all keys in Redis. */
export const openStores = async (host: string): Promise<Stores> => {
	const name = `customer_messaging_${randomBytes(6).toString('hex')}`;
	await withStores(host, async (postgres) => {
		await postgres.query(`CREATE DATABASE ${name}`);
	});
	return {
		environment: {
			...addresses(),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_DATABASE: name,
			QUEUE_BULL_PREFIX: name,
			N8N_REDIS_KEY_PREFIX: name,
		},
		async remove() {
			await withStores(host, async (postgres, redis) => {
				await postgres.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
				await forget(redis, name);
			});
		},
	};
};
