import { parseArgs } from 'node:util';
import { startSandbox } from './index.ts';

/**
 * `npm run sandbox [-- --port N --webhook URL --profile URL]`: the sandbox alone, until it is interrupted. The two
 * URLs are what a user would enter in Proto's channel settings. With `--recorded` it prints one line of JSON with its
 * URL and Chatwoot's tokens, and nothing else.
 */
const main = async (): Promise<void> => {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			webhook: { type: 'string' },
			profile: { type: 'string' },
			recorded: { type: 'boolean', default: false },
		},
	});
	const print = (line: string): void => {
		process.stdout.write(`${line}\n`);
	};
	const log = values.recorded ? () => undefined : print;
	const { url, proto, aicx, chatwoot, amio, model, close } = await startSandbox({
		port: Number(values.port ?? 0),
		log,
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
	if (values.recorded) {
		// The receivers that were there when the servers were asked are gone.
		chatwoot.deliveries.enabled = false;
		print(JSON.stringify({ url, ...chatwoot.tokens }));
		return;
	}
	proto.webhook = {
		...(values.webhook === undefined ? {} : { url: values.webhook }),
		...(values.profile === undefined ? {} : { profileUrl: values.profile }),
	};
	// These open nothing but this server, so they may be shown.
	const facts: readonly (readonly [string, string])[] = [
		['Sandbox', url],
		['Proto base URL', proto.baseUrl],
		['Proto channel id', proto.channelId],
		['Proto access token', proto.token],
		['Proto channel secret', proto.channelSecret],
		['AICX base URL', aicx.baseUrl],
		['AICX teamspace id', aicx.teamspaceId],
		['AICX takeover secret', aicx.secret],
		['Chatwoot URL', chatwoot.baseUrl],
		['Chatwoot account id', String(chatwoot.accountId)],
		['Chatwoot token', chatwoot.tokens.administrator],
		['Amio base URL', amio.baseUrl],
		['Amio access token', amio.token],
		['Model base URL', model.baseUrl],
		['Model API key', model.key],
	];
	for (const [name, value] of facts) print(`${name.padEnd(22)}${value}`);
};

void main();
