import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Below the ports that systems give to outgoing connections: one of those would take a port before n8n listens. */
const PORTS = [12_000, 32_000] as const;

/** What distinguishes one process of n8n on this machine from another; the same through all its restarts. */
export interface Settings {
	readonly userFolder: string;
	readonly port: number;
	/** n8n's task broker listens too, by default always on the same port. */
	readonly brokerPort: number;
	/** All processes of one n8n have the same. */
	readonly encryptionKey: string;
	/** Where people and services reach this n8n: the process itself, or what stands before several. */
	readonly url: string;
	/** Added to n8n's environment, or put in place of what this file says. */
	readonly environment: Readonly<Record<string, string>>;
}

const isFree = async (port: number): Promise<boolean> =>
	await new Promise((done) => {
		const server = createServer();
		server.once('error', () => {
			done(false);
		});
		server.listen(port, '127.0.0.1', () => {
			server.close(() => {
				done(true);
			});
		});
	});

const given = new Set<number>();

/** A port on which nobody listens, and which was given to nobody else here. */
export const freePort = async (): Promise<number> => {
	for (;;) {
		const port = randomInt(...PORTS);
		if (given.has(port)) continue;
		given.add(port);
		if (await isFree(port)) return port;
	}
};

/** A folder that n8n has used before holds credentials under the key that it wrote down there. */
export const encryptionKeyOf = (userFolder: string): string => {
	const file = join(userFolder, '.n8n/config');
	if (!existsSync(file)) return randomBytes(24).toString('hex');
	return (JSON.parse(readFileSync(file, 'utf8')) as { encryptionKey: string }).encryptionKey;
};

export const localUrl = (port: number): string => `http://127.0.0.1:${port}`;

/**
 * n8n's whole environment. Little of ours is handed on, so that a developer's own N8N_… or proxy settings change
 * nothing. n8n listens on this machine only and does not try to reach its makers' servers.
 */
export const environmentOf = (settings: Settings): Record<string, string> => {
	const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR'].flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		...Object.fromEntries(inherited),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: settings.userFolder,
		N8N_ENCRYPTION_KEY: settings.encryptionKey,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(settings.port),
		N8N_EDITOR_BASE_URL: `${settings.url}/`,
		WEBHOOK_URL: `${settings.url}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		// It fetches a list from n8n's makers at every start, and nothing of ours needs it.
		N8N_DISABLED_MODULES: 'mcp-registry',
		GENERIC_TIMEZONE: 'UTC',
		...settings.environment,
	};
};
