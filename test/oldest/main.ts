/**
 * `npm run test:oldest`: the package as it is published, in the oldest n8n that it claims to work in, run by the
 * Node.js that the machine has. Every node does something, every trigger is registered, hears and is removed.
 */
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { sandboxCredentials } from '../../host/credentials.ts';
import { createInstance, itemsOf, type FullExecution, type Importable } from '../../host/instance.ts';
import { poll } from '../../host/poll.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { ours, theirs, trigger, workflowOf } from '../e2e/workflow.ts';

process.env.N8N_NODE = process.env.LAUNCHED_WITH ?? process.execPath;

const byId = (value: string): object => ({ __rl: true, mode: 'id', value });

const sandbox = await startSandbox();
const { amio, aicx, chatwoot, proto } = sandbox;
chatwoot.signs = true;
// What is refused is delivered again and again; not in real time.
amio.minuteMs = 1;
const channel = amio.channel();
const ann = amio.contact(channel, { name: 'Ann' });

const EVERY_NODE = workflowOf('everyNode', 'Every node does something', [
	ours('Amio', 'amio', {
		resource: 'message',
		operation: 'send',
		channel: byId(channel.id),
		sendTo: 'contact',
		contact: byId(ann.id),
		contentType: 'text',
		text: 'Hello',
	}),
	ours('Chatwoot', 'chatwoot', {
		resource: 'contact',
		operation: 'create',
		name: 'Ann',
		email: 'ann@example.com',
	}),
	ours('Proto AICX', 'protoAicx', {
		resource: 'customer',
		operation: 'upsert',
		providedUniqueId: 'ann',
		customerFields: { name: 'Ann' },
	}),
	ours('Proto', 'proto', { resource: 'human', operation: 'create', name: 'Ann' }),
]);

const hears = (name: string, type: string, webhookId: string, parameters: object): Importable =>
	workflowOf(type, name, [theirs('Heard', 'noOp', 1, {})], trigger('Trigger', type, webhookId, parameters));

const AMIO = hears('Amio is heard', 'amioTrigger', '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0098', {
	channel: byId(channel.id),
	events: ['message_received'],
});
const CHATWOOT = hears('Chatwoot is heard', 'chatwootTrigger', '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0099', {
	source: 'accountWebhook',
	events: ['contact_created'],
	options: {},
});
const PROTO = hears('Proto is heard', 'protoTrigger', '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0097', {
	events: ['message'],
	split: 'message',
	options: {},
});

const n8n = await createInstance({
	host: 'host/oldest',
	mode: 'regular',
	packageFolder: '.',
	// It does not know the module that is switched off in newer ones.
	environment: { N8N_DISABLED_MODULES: '' },
	log: (line) => console.log(line),
});

/** This n8n has no command to import a workflow that was never exported. Gives its ID. */
const create = async ({ id: _, ...workflow }: Importable): Promise<string> =>
	((await n8n.api('POST', '/rest/workflows', { active: false, ...workflow })) as { id: string }).id;

const runOnce = async (id: string): Promise<FullExecution | undefined> => {
	const workflowData = await n8n.api('GET', `/rest/workflows/${id}`);
	const body = { workflowData, triggerToStartFrom: { name: 'Start' } };
	await n8n.api('POST', `/rest/workflows/${id}/run`, body);
	return (await n8n.waitForExecutions(id, 1))[0];
};

const activate = async (id: string): Promise<void> => {
	const { versionId } = (await n8n.api('GET', `/rest/workflows/${id}`)) as { versionId: string };
	await n8n.api('POST', `/rest/workflows/${id}/activate`, { versionId });
};

const addresses = (): (string | undefined)[] => [
	channel.webhook?.url,
	...[...chatwoot.webhooks.values()].map(({ url }) => url),
];

const post = async (): Promise<void> => {
	const address = `${chatwoot.baseUrl}/api/v1/accounts/${chatwoot.accountId}/contacts`;
	const headers = { 'content-type': 'application/json', api_access_token: chatwoot.tokens.administrator };
	await fetch(address, { method: 'POST', headers, body: JSON.stringify({ name: 'Ben' }) });
};

const say = (line: string): void => console.log(`✓ ${line}`);

try {
	await n8n.installPackage();
	await n8n.importCredentials(sandboxCredentials(sandbox));
	await n8n.start();
	// It says that it is ready before its interface is.
	await poll('n8n has no owner', async () => await n8n.setUpOwner().catch(() => undefined));

	const run = await runOnce(await create(EVERY_NODE));
	strictEqual(run?.status, 'success');
	strictEqual(amio.seenBy(ann.id).messages[0]?.content?.payload, 'Hello');
	strictEqual([...chatwoot.contacts.values()][0]?.email, 'ann@example.com');
	strictEqual(aicx.customers.get('ann')?.name, 'Ann');
	strictEqual([...proto.humans.values()][0]?.name, 'Ann');
	say('every action node does its work');

	const [ofAmio, ofChatwoot, ofProto] = [await create(AMIO), await create(CHATWOOT), await create(PROTO)];
	for (const id of [ofAmio, ofChatwoot, ofProto]) await activate(id);
	deepStrictEqual(addresses(), [
		`${n8n.url}/webhook/7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0098/amio`,
		`${n8n.url}/webhook/7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0099/chatwoot`,
	]);
	say('the triggers have entered their addresses');

	proto.webhook = { url: `${n8n.url}/webhook/7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0097/proto` };
	strictEqual((await proto.deliver({ events: [{ messages: [] }], sign: 'wrong' })).status, 401);
	const message = { author: { type: 'bot', id: 'bot_1' }, type: 'text', data: { text: 'Hi' } };
	strictEqual((await proto.deliver({ events: [{ messages: [message] }] })).status, 200);
	strictEqual((await amio.deliver(channel, { sign: 'none', url: channel.webhook?.url ?? '' })).status, 401);
	strictEqual((await amio.say(ann.id, 'Good morning'))?.status, 200);
	await post();
	await chatwoot.deliveries.settled();
	for (const id of [ofAmio, ofChatwoot, ofProto]) {
		const heard = await n8n.waitForExecutions(id, 1);
		deepStrictEqual(
			heard.map((one) => [one.status, itemsOf(one, 'Heard').length]),
			[['success', 1]],
		);
	}
	say('what is signed starts one run each, what is forged is answered 401');

	for (const id of [ofAmio, ofChatwoot, ofProto])
		await n8n.api('POST', `/rest/workflows/${id}/deactivate`, {});
	deepStrictEqual(addresses(), [undefined]);
	deepStrictEqual(sandbox.violations.list(), []);
	say('switched off, the triggers leave nothing behind');
} finally {
	await n8n.dispose();
	await sandbox.close();
}
