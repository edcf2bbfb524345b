/** All that n8n keeps in its database, whichever it is. */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Settings } from './settings.ts';

/** What stands in one column of one row, as text. */
export interface Cell {
	/** Table and column. */
	readonly place: string;
	readonly text: string;
}

type Row = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => {
	if (typeof value === 'string') return value;
	if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
};

const cellsOf = (table: string, row: Row): Cell[] =>
	Object.entries(row).map(([column, value]) => ({ place: `${table}.${column}`, text: textOf(value) }));

/** In the folder of a single process. */
function* inSqlite(userFolder: string): Generator<Cell> {
	const database = new DatabaseSync(join(userFolder, '.n8n/database.sqlite'), { readOnly: true });
	try {
		const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
		for (const { name } of tables) {
			const rows = database.prepare(`SELECT * FROM "${String(name)}"`).iterate();
			for (const row of rows) yield* cellsOf(String(name), row);
		}
	} finally {
		database.close();
	}
}

interface Client {
	connect(): Promise<void>;
	query(statement: string): Promise<{ readonly rows: readonly Row[] }>;
	end(): Promise<void>;
}

/** Where the processes of queue mode share one. The driver is the one that n8n brings. */
async function* inPostgres(host: string, environment: Settings['environment']): AsyncGenerator<Cell> {
	const pg = createRequire(resolve(host, 'package.json'))('pg') as {
		Client: new (options: object) => Client;
	};
	const client = new pg.Client({
		host: environment.DB_POSTGRESDB_HOST,
		port: Number(environment.DB_POSTGRESDB_PORT),
		user: environment.DB_POSTGRESDB_USER,
		password: environment.DB_POSTGRESDB_PASSWORD,
		database: environment.DB_POSTGRESDB_DATABASE,
	});
	await client.connect();
	try {
		const tables = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
		for (const { tablename } of tables.rows) {
			const { rows } = await client.query(`SELECT * FROM "${String(tablename)}"`);
			for (const row of rows) yield* cellsOf(String(tablename), row);
		}
	} finally {
		await client.end();
	}
}

/** Every cell of every table. n8n should be stopped. */
export async function* cellsIn(host: string, { userFolder, environment }: Settings): AsyncGenerator<Cell> {
	yield* environment.DB_TYPE === 'postgresdb' ? inPostgres(host, environment) : inSqlite(userFolder);
}
