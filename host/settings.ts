import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What distinguishes one n8n on this machine from another; the same through all its restarts. */
export interface Settings {
	readonly userFolder: string;
	readonly port: number;
	/** n8n's task broker listens too, by default always on the same port. */
	readonly brokerPort: number;
	readonly encryptionKey: string;
	/** Added to n8n's environment, or put in place of what this file says. */
	readonly environment: Readonly<Record<string, string>>;
}

const freePort = async (): Promise<number> =>
	await new Promise((done, failed) => {
		const server = createServer();
		server.once('error', failed);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => {
				done(port);
			});
		});
	});

/** A folder that n8n has used before holds credentials under the key that it wrote down there. */
const encryptionKeyOf = (userFolder: string): string => {
	const file = join(userFolder, '.n8n/config');
	if (!existsSync(file)) return randomBytes(24).toString('hex');
	return (JSON.parse(readFileSync(file, 'utf8')) as { encryptionKey: string }).encryptionKey;
};

/** Settings of an n8n that is to run on this folder, by default on a port that was free a moment ago. */
export const newSettings = async (
	userFolder: string,
	port: number | undefined,
	environment: Readonly<Record<string, string>>,
): Promise<Settings> => ({
	userFolder,
	port: port ?? (await freePort()),
	brokerPort: await freePort(),
	encryptionKey: encryptionKeyOf(userFolder),
	environment,
});

/**
 * n8n's whole environment. Little of ours is handed on, so that a developer's own N8N_… or proxy settings change
 * nothing. n8n listens on this machine only and does not try to reach its makers' servers.
 */
export const environmentOf = (settings: Settings): Record<string, string> => {
	const url = `http://127.0.0.1:${settings.port}/`;
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
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: url,
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
