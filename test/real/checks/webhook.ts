import { at, holds, listAt, same, type Check } from '../check.ts';
import { byId, type Row } from '../node.ts';
import { addressOf, type OwnThings } from '../own-things.ts';

/** An event that hardly ever happens: nothing is to be sent to an address that leads nowhere. */
const RARE = ['webwidget_triggered'];

const newUrl = (own: OwnThings): string => addressOf(own.suffix, own.word('hook'));

/** Our webhook, as the server lists it; undefined where there is none. */
const listed = async ({ server }: OwnThings, id: unknown): Promise<unknown> =>
	listAt(await server.get('webhooks'), 'payload.webhooks').find((webhook) => at(webhook, 'id') === id);

const made = async (own: OwnThings, url: string): Promise<number> =>
	at(await own.server.post('webhooks', { url, subscriptions: RARE }), 'payload.webhook.id') as number;

/** Webhooks of ours. */
export const webhookChecks: readonly Check[] = [
	{
		does: 'webhook create',
		that: 'address and events; with Include Secrets the secret, where the server signs',
		run: async (own) => {
			const url = newUrl(own);
			const beside = { options: { includeSecrets: true } };
			const output = await own.node.one('webhook create', { url, subscriptions: RARE }, beside);
			const webhook = await listed(own, output.id);
			same('webhook', [at(webhook, 'url'), at(webhook, 'subscriptions')], [url, RARE]);
			holds(output.secret === at(webhook, 'secret'), 'the output has another secret than the server');
		},
	},
	{
		does: 'webhook create',
		that: 'the same address again is refused',
		run: async (own) => {
			const url = newUrl(own);
			await made(own, url);
			const said = await own.node.refusal('webhook create', { url, subscriptions: RARE });
			holds(said.includes('taken'), `it says: ${said}`);
		},
	},
	{
		does: 'webhook getMany',
		that: 'our webhook, without its secret',
		run: async (own) => {
			const url = newUrl(own);
			const id = await made(own, url);
			const got: Row | undefined = (await own.node.run('webhook getMany', {})).find((row) => row.id === id);
			same('webhook', [got?.url, got?.subscriptions], [url, RARE]);
			same('secret in the output', typeof got?.secret === 'string', false);
		},
	},
	{
		does: 'webhook update',
		that: 'another event; the address stays',
		run: async (own) => {
			const url = newUrl(own);
			const id = await made(own, url);
			const updateFields = { subscriptions: ['conversation_typing_off'] };
			await own.node.one('webhook update', { webhook: byId(id), updateFields });
			const webhook = await listed(own, id);
			const found = [at(webhook, 'url'), at(webhook, 'subscriptions')];
			same('webhook', found, [url, ['conversation_typing_off']]);
		},
	},
	{
		does: 'webhook delete',
		that: 'it is gone',
		run: async (own) => {
			const id = await made(own, newUrl(own));
			await own.node.run('webhook delete', { webhook: byId(id) });
			same('webhook', await listed(own, id), undefined);
		},
	},
];
