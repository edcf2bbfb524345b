import { expect, test } from '@jest/globals';
import { at, ChatwootClient } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();

test('An installation that was saved is put back as it was, as often as wanted, also after a reset', async () => {
	const client = new ChatwootClient(use.sandbox);
	const { chatwoot } = use.sandbox;
	const conversation = await client.conversation({ custom_attributes: { plan: 'gold' } });
	const form = new FormData();
	form.append('attachments[]', new Blob(['hello'], { type: 'text/plain' }), 'note.txt');
	const { body: message } = await client.post(`conversations/${conversation}/messages`, form);
	await client.post(`conversations/${conversation}/assignments`, { assignee_id: 2 });
	const saved = await client.shown(conversation);
	const restore = chatwoot.save();
	for (const change of [
		async () => await client.post(`conversations/${conversation}/labels`, { labels: ['vip'] }),
		async () => await client.contact(),
		async () => {
			use.sandbox.reset();
			await Promise.resolve();
		},
	]) {
		await change();
		restore();
		expect(await client.shown(conversation)).toEqual(saved);
		expect(chatwoot.contacts.size).toBe(1);
		// One and the same agent, whoever refers to her.
		expect(chatwoot.conversations.get(conversation)?.assignee).toBe(chatwoot.users.get(2));
		const file = await fetch(String(at(message, 'attachments.0.data_url')));
		expect(await file.text()).toBe('hello');
		expect(await client.contact()).toBe(2);
	}
});
