import { expect, test } from '@jest/globals';
import type { Changes } from '../../../sandbox/index.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

test('what a new contact and conversation tell', async () => {
	const events = await client().eventsOf(() => client().conversation({ message: { content: 'Hello' } }));
	expect(events).toEqual([
		'contact_created',
		'inbox_created',
		'conversation_created',
		'message_created',
		'conversation_updated',
	]);
});

test('what a customer’s message in a resolved conversation tells', async () => {
	const id = await client().conversation({ status: 'resolved' });
	const events = await client().eventsOf(() =>
		client().message(id, { content: 'Hi', message_type: 'incoming' }),
	);
	expect(events).toEqual([
		'message_created',
		'contact_updated',
		'conversation_status_changed',
		'conversation_updated',
	]);
});

test('that nothing changed tells nothing', async () => {
	const id = await client().conversation();
	const contact = await client().contact({ name: 'Ann' });
	const inbox = await client().inbox();
	const events = await client().eventsOf(async () => {
		await client().post(`conversations/${id}/toggle_status`, { status: 'open' });
		await client().post(`conversations/${id}/update_last_seen`);
		await client().patch(`contacts/${contact}`, { name: 'Ann' });
		await client().patch(`inboxes/${inbox}`, {});
	});
	expect(events).toEqual([]);
});

test('what changed is told with what it was before', async () => {
	const id = await client().conversation();
	const told: Changes[] = [];
	const stop = use.sandbox.chatwoot.events.on('conversation_updated', ({ changes }) => told.push(changes));
	await client().post(`conversations/${id}/toggle_priority`, { priority: 'high' });
	stop();
	await client().post(`conversations/${id}/toggle_priority`, { priority: 'low' });
	expect(told).toHaveLength(1);
	expect(told[0]).toMatchObject({ priority: { previous: null, current: 'high' } });
	expect(Object.keys(told[0] ?? {})).toEqual(['priority', 'updated_at']);
});
