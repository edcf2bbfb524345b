/**
 * `npm run test:real`: every operation of the Chatwoot node and both triggers against a running installation, named by
 * CHATWOOT_URL, CHATWOOT_TOKEN (an administrator's) and CHATWOOT_ACCOUNT_ID; without them against the sandbox, as an old
 * server and as a new one. What the installation delivers is checked if it reaches this machine under
 * CHATWOOT_CALLBACK_URL, on the port CHATWOOT_CALLBACK_PORT (default: the URL's own). Works in an inbox, team, labels and contacts of its own, and removes them. Exits with 1 if something
 * did not hold. Last line: "N passed, N failed".
 */
import './modules.ts';
import { parseArgs } from 'node:util';
import type { WebhookHost } from '../integration/support/webhook-host.ts';
import type { Installation } from './server.ts';

// After modules.ts, which says how they are found, and after the settings that n8n-core reads when it is loaded.
await import('../integration/setup.ts');
const { checkInstallation } = await import('./run.ts');
const { openCallback, openNear } = await import('./callback.ts');
const { startSandbox } = await import('../../sandbox/index.ts');

const { values } = parseArgs({ options: { sandbox: { type: 'boolean', default: false } } });
const print = (line: string): void => console.log(line);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => stop.abort(new Error('interrupted')));
}

const NAMES = ['CHATWOOT_URL', 'CHATWOOT_TOKEN', 'CHATWOOT_ACCOUNT_ID'] as const;

/** The installation that the environment names; undefined if it names none. */
function named(): Installation | undefined {
	const [url = '', token = '', accountId = ''] = NAMES.map((name) => process.env[name]?.trim());
	const missing = NAMES.filter((name) => (process.env[name]?.trim() ?? '') === '');
	if (missing.length === NAMES.length) return undefined;
	if (missing.length > 0) throw new Error(`${missing.join(' and ')} must be set too`);
	return { url: url.replace(/\/(app|api)(\/.*)?$/, '').replace(/\/+$/, ''), token, accountId };
}

const tally = { passed: 0, failed: 0 };
// Whatever happens, what was made is removed first.
process.on('uncaughtException', (error) => {
	if (stop.signal.aborted) return;
	stop.abort(error);
	tally.failed += 1;
	print(String(error));
});
const check = async (installation: Installation, callback: WebhookHost | undefined): Promise<void> => {
	try {
		const reporting = { print, stop: stop.signal, isBrief: values.sandbox, callback };
		const { passed, failed } = await checkInstallation(installation, reporting);
		tally.passed += passed;
		tally.failed += failed;
	} finally {
		await callback?.close();
	}
};

/** The sandbox in the place of an installation; what it does not know must not be sent to it either. */
async function checkSandbox(): Promise<void> {
	const sandbox = await startSandbox();
	const { chatwoot } = sandbox;
	try {
		for (const signs of [false, true]) {
			if (stop.signal.aborted) break;
			print(`\nThe sandbox, as a server that ${signs ? 'signs its webhooks' : 'does not sign yet'}`);
			sandbox.reset();
			chatwoot.signs = signs;
			const { baseUrl: url, accountId, tokens } = chatwoot;
			await check({ url, token: tokens.administrator, accountId: String(accountId) }, await openNear());
			for (const violation of sandbox.violations.list()) {
				tally.failed += 1;
				print(`did not hold  the sandbox says: ${JSON.stringify(violation)}`);
			}
		}
	} finally {
		await sandbox.close();
	}
}

try {
	const installation = values.sandbox ? undefined : named();
	if (installation === undefined) {
		await checkSandbox();
	} else {
		print(`${installation.url}, account ${installation.accountId}`);
		await check(installation, await openCallback(process.env));
	}
} catch (error) {
	tally.failed += 1;
	print(error instanceof Error ? error.message : String(error));
}
print(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = stop.signal.aborted ? 130 : tally.failed === 0 ? 0 : 1;
