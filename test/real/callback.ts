import { WebhookHost, type Reach } from '../integration/support/webhook-host.ts';

const USUAL_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Reads where an installation can deliver to: `undefined` without CHATWOOT_CALLBACK_URL.
 *
 * @throws Error when URL or port cannot be used
 */
function reachOf(environment: NodeJS.ProcessEnv): Reach | undefined {
	const url = environment.CHATWOOT_CALLBACK_URL?.trim().replace(/\/+$/, '') ?? '';
	if (url === '') return undefined;
	const { protocol, port } = URL.canParse(url) ? new URL(url) : { protocol: '', port: '' };
	const usual = USUAL_PORTS[protocol];
	if (usual === undefined) throw new Error('CHATWOOT_CALLBACK_URL must begin with http:// or https://');
	const wanted = environment.CHATWOOT_CALLBACK_PORT?.trim() ?? '';
	const number = Number(wanted === '' ? port || usual : wanted);
	if (!Number.isInteger(number) || number < 1 || number > 65_535) {
		throw new Error('CHATWOOT_CALLBACK_PORT must be a port');
	}
	return { host: '0.0.0.0', port: number, url };
}

/** Opens the server that an installation named by the environment delivers to; `undefined` where none is wanted. */
export async function openCallback(environment: NodeJS.ProcessEnv): Promise<WebhookHost | undefined> {
	const reach = reachOf(environment);
	return reach && (await opened(new WebhookHost(reach)));
}

/** One that only this machine can reach, on any free port. */
export const openNear = async (): Promise<WebhookHost> => await opened(new WebhookHost());

async function opened(host: WebhookHost): Promise<WebhookHost> {
	await host.open();
	return host;
}
