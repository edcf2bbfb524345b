import { once } from 'node:events';
import http from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { AmioClient } from '../../support/amio-client.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { AicxClient } from './aicx-support.ts';
import { annAtTheDesk } from './page-support.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();

afterEach(() => {
	use.sandbox.page.n8n = undefined;
});

/** The status of a request with headers that fetch would not let through. */
const statusFor = async (
	headers: http.OutgoingHttpHeaders,
	method = 'GET',
	path = '/page/stream',
): Promise<number> => {
	const request = http.request(`${use.sandbox.url}${path}`, { method, headers, agent: false });
	request.end(method === 'GET' ? undefined : '{"do":"meet"}');
	const [response] = (await once(request, 'response')) as [http.IncomingMessage];
	response.destroy();
	return response.statusCode ?? 0;
};

describe('what is never shown', () => {
	test('no token and no secret of any service, whatever they hold', async () => {
		const { sandbox, client } = use;
		const { amio, aicx, chatwoot, model, page, proto } = sandbox;
		chatwoot.signs = true;
		proto.webhook = { url: receiver.url };
		const { conversation, ann, inbox } = await annAtTheDesk(sandbox, { webhook_url: receiver.url });
		const channel = amio.channels.get(amio.contacts.get(ann)?.channelId ?? '');
		if (channel)
			channel.webhook = { id: '1', url: receiver.url, secret: 'amio-webhook-secret', ssl_verification: true };
		const desk = new ChatwootClient(sandbox);
		await desk.message(conversation, { content: 'Hello', message_type: 'incoming' });
		await desk.post('webhooks', { url: receiver.url, subscriptions: ['message_created'] });
		await desk.post('agent_bots', { name: 'Helper', outgoing_url: receiver.url });
		const human = await client.createHuman({ name: 'Ann', accessToken: 'access-token-of-ann' });
		const chat = await client.createChat({ human: { id: human }, chatToken: `amio:${ann}` });
		await client.say(chat, 'agent', { replyToken: 'reply-token' });
		await amio.say(ann, 'Hello');
		await new AmioClient(sandbox).get(`channels?access_token=${amio.token}`);
		await new AicxClient(sandbox).put('4711', { name: 'Ann' });
		await proto.settled();
		await chatwoot.deliveries.settled();
		const secrets: readonly (string | undefined)[] = [
			amio.token,
			'amio-webhook-secret',
			aicx.secret,
			model.key,
			proto.token,
			proto.channelSecret,
			proto.otherChannelSecret,
			'access-token-of-ann',
			'reply-token',
			...Object.values(chatwoot.tokens),
			...[...chatwoot.users.values()].flatMap(({ token, pubsub_token }) => [token, pubsub_token]),
			...[...chatwoot.contactInboxes.values()].map(({ pubsub_token }) => pubsub_token),
			...[...chatwoot.webhooks.values()].map(({ secret }) => secret),
			chatwoot.inboxes.get(inbox)?.hmac_token,
			chatwoot.inboxes.get(inbox)?.secret,
		];
		const shown = JSON.stringify(page.snapshot());
		expect(shown).toContain('Hello');
		expect(secrets.filter((secret) => secret === undefined || secret === '')).toEqual([]);
		expect(secrets.filter((secret) => shown.includes(secret ?? ''))).toEqual([]);
	});

	test('no link to anything but http and https', async () => {
		const { sandbox, client } = use;
		const { ann, conversation } = await annAtTheDesk(sandbox);
		const wrong = ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'not an address'];
		sandbox.page.n8n = { url: 'javascript:alert(2)' };
		for (const url of wrong) {
			await sandbox.amio.say(ann, { content: { type: 'image', payload: { url } } });
			const payload = {
				title: 'Card',
				image_url: url,
				item_url: url,
				buttons: [{ type: 'url', title: 'Go', payload: url }],
			};
			await sandbox.amio.say(ann, { content: { type: 'structure', payload } });
			const items = [{ title: 'Card', media_url: url, actions: [{ text: 'Go', type: 'link', uri: url }] }];
			await new ChatwootClient(sandbox).message(conversation, {
				content: 'x',
				content_type: 'cards',
				content_attributes: { items },
			});
			const chat = await client.createChat();
			await client.say(chat, { type: 'media', data: { attachment: { filename: 'f', url } } });
		}
		const { people, chats, desk, runs } = sandbox.page.snapshot();
		expect(runs.n8n).toEqual({ url: '', signIn: '' });
		const talks = [...people, ...chats, ...desk.conversations].flatMap(({ talk }) => talk);
		const addresses = talks.flatMap(({ links, cards }) => [
			...links,
			...cards.flatMap((card) => [...card.links, ...card.buttons]),
		]);
		expect(addresses.filter(({ url }) => url !== null)).toEqual([]);
		expect(addresses).toHaveLength(2 * wrong.length);
	});
});

describe("strangers' pages", () => {
	test('cannot type as the customer: only JSON from the page itself is taken', async () => {
		const { sandbox } = use;
		const { host } = new URL(sandbox.url);
		const json = { 'content-type': 'application/json' };
		const act = (headers: http.OutgoingHttpHeaders): Promise<number> =>
			statusFor(headers, 'POST', '/page/act');
		expect(await act({ ...json, origin: 'https://example.com' })).toBe(403);
		expect(await act({ ...json, origin: 'null' })).toBe(403);
		expect(await act(json)).toBe(403);
		expect(await act({ 'content-type': 'text/plain', origin: sandbox.url })).toBe(415);
		expect(await act({ origin: sandbox.url })).toBe(415);
		const rebound = `example.com:${new URL(sandbox.url).port}`;
		expect(await act({ ...json, host: rebound, origin: `http://${rebound}` })).toBe(403);
		expect(sandbox.amio.contacts.size).toBe(0);
		expect(await act({ ...json, host, origin: `http://${host}` })).toBe(200);
		expect(await act({ ...json, host: 'localhost:1', origin: 'http://localhost:1' })).toBe(200);
	});

	test('cannot read along under a name of their own', async () => {
		const { port } = new URL(use.sandbox.url);
		expect(await statusFor({ host: `example.com:${port}` })).toBe(403);
		expect(await statusFor({ host: `localhost:${port}` })).toBe(200);
	});
});
