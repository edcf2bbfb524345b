import { afterEach, describe, expect, test } from '@jest/globals';
import { AmioClient } from '../../support/amio-client.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { annAtTheDesk } from './page-support.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();

afterEach(() => {
	use.sandbox.page.n8n = undefined;
});

describe('the journey', () => {
	const hops = (): string[] =>
		use.sandbox.page
			.snapshot()
			.journey.map(({ fromName, toName, what, answer }) => `${fromName} → ${toName} ${what} ${answer}`);

	test('is a list of calls that people can read, newest first', async () => {
		const { sandbox, client } = use;
		const { amio, page } = sandbox;
		const messenger = new AmioClient(sandbox);
		const { ann, channel } = messenger.someone('telegram', receiver.url);
		page.n8n = { url: new URL(receiver.url).origin };
		await amio.say(ann.id, 'Where is my parcel?');
		sandbox.proto.webhook = { url: receiver.url };
		await client.say(await client.createChat(), 'Where is my parcel?');
		await sandbox.proto.settled();
		sandbox.amio.delivers = false;
		await messenger.send(channel, { id: ann.id }, 'It is on its way.');
		await messenger.get('channels/1/contacts/12345678901234567890');
		page.n8n = undefined;
		await fetch(`${sandbox.url}/nowhere`);
		expect(hops()).toEqual([
			expect.stringMatching(/^a program → Amio GET channels\/1\/contacts\/… 404$/),
			'a program → Amio text "It is on its way." 201',
			expect.stringMatching(
				/^Proto → 127.0.0.1:\d+ new_messages "Thank you, Ann. You wrote: Where is my parcel\?" 200$/,
			),
			'a program → Proto text "Where is my parcel?" 200',
			'a program → Proto POST chat 200',
			expect.stringMatching(/^Amio → 127.0.0.1:\d+ message_received "Where is my parcel\?" 200$/),
		]);
		page.n8n = { url: new URL(receiver.url).origin };
		expect(hops().filter((hop) => hop.includes('n8n'))).toHaveLength(6);
	});

	test('goes on whatever strangers put into headers and addresses', async () => {
		const { sandbox } = use;
		sandbox.page.n8n = { url: 'nonsense' };
		const strange = { 'x-sandbox-agent': '%', 'x-proto-token': sandbox.proto.token };
		await fetch(`${sandbox.proto.baseUrl}/${sandbox.proto.channelId}/chats?chatId=1`, { headers: strange });
		await sandbox.proto.deliver({ events: [], url: 'nowhere' });
		await sandbox.amio.deliver(new AmioClient(sandbox).someone().channel, {
			url: receiver.url,
			body: 'no JSON',
		});
		expect(hops()).toEqual([
			expect.stringMatching(/^Amio → 127.0.0.1:\d+ message_received by hand 200$/),
			'Proto → no valid address by hand nowhere is not a URL',
			'n8n → Proto GET chats 200',
		]);
	});

	test("has Chatwoot's calls in words, and what goes wrong", async () => {
		const { sandbox } = use;
		const { conversation } = await annAtTheDesk(sandbox);
		const desk = new ChatwootClient(sandbox);
		await desk.message(conversation, { content: 'Help', message_type: 'incoming' });
		await desk.message(conversation, { content: 'Take care', private: true });
		await desk.post(`conversations/${conversation}/toggle_status`, { status: 'resolved' });
		sandbox.faults.add({ fault: { cut: 'before' } });
		await desk.get('contacts/search?q=ann').catch(() => undefined);
		expect(hops().slice(0, 6)).toEqual([
			'a program → Chatwoot search for a contact fault: cut before',
			'a program → Chatwoot status resolved 200',
			'a program → Chatwoot private note "Take care" 200',
			'a program → Chatwoot incoming message "Help" 200',
			'a program → Chatwoot new conversation 200',
			'a program → Chatwoot new contact "Ann" 200',
		]);
		expect(sandbox.page.snapshot().journey[0]?.outcome).toBe('bad');
	});
});
