import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { itemsOf } from '../../host/instance.ts';
import { setStage, type Stage } from './stage.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { byId, ours, theirs, workflowOf } from './workflow.ts';

const TRANSCRIPT = 'Customer: I want a person\nBot: One moment please';

const HAND_OVER = workflowOf('chatwootHandOver', 'A conversation is handed over', [
	theirs('Conversation with Bot', 'set', 3.4, {
		assignments: {
			assignments: [
				{ id: '1', name: 'email', type: 'string', value: 'nathan@example.com' },
				{ id: '2', name: 'transcript', type: 'string', value: TRANSCRIPT },
			],
		},
		options: {},
	}),
	theirs('Transcript', 'convertToFile', 1.1, {
		operation: 'toText',
		sourceProperty: 'transcript',
		options: { fileName: 'transcript.txt' },
	}),
	ours('Send to Contact', 'chatwoot', {
		resource: 'message',
		operation: 'sendToContact',
		inbox: byId('1'),
		email: "={{ $('Conversation with Bot').first().json.email }}",
		messageType: 'incoming',
		content: 'I want a person',
		binaryFields: 'data',
	}),
	ours('Note', 'chatwoot', {
		resource: 'message',
		operation: 'send',
		conversation: byId('={{ $json.conversation_id }}'),
		messageType: 'private',
		content: 'The bot could not help.',
	}),
	ours('Labels', 'chatwoot', {
		resource: 'conversation',
		operation: 'addLabels',
		conversation: byId("={{ $('Send to Contact').first().json.conversation_id }}"),
		labels: ['from-bot'],
	}),
	ours('Assign', 'chatwoot', {
		resource: 'conversation',
		operation: 'assign',
		conversation: byId("={{ $('Send to Contact').first().json.conversation_id }}"),
		agent: byId('2'),
	}),
]);

const SYNC = workflowOf('chatwootSync0001', 'Contacts that were active lately', [
	ours('Get Contacts', 'chatwoot', {
		resource: 'contact',
		operation: 'getMany',
		returnAll: true,
		filters: { activeAfter: '2026-11-20T00:00:00Z' },
	}),
	ours('Customer', 'protoAicx', {
		resource: 'customer',
		operation: 'upsert',
		providedUniqueId: '={{ $json.id }}',
		customerFields: { name: '={{ $json.name }}', email: '={{ $json.email }}' },
	}),
]);

describe('Chatwoot in a real n8n', () => {
	let stage: Stage;
	let client: ChatwootClient;

	beforeAll(async () => {
		stage = await setStage({ workflows: [HAND_OVER, SYNC] });
		client = new ChatwootClient(stage.sandbox);
	});

	beforeEach(() => stage.sandbox.reset());

	afterAll(async () => {
		await stage.close();
	});

	test('a bot hands a conversation over to an agent, with what was said as a file; twice makes nothing twice', async () => {
		const { n8n, sandbox } = stage;
		const { chatwoot } = sandbox;
		await client.inbox();
		await client.post('labels', { title: 'from-bot' });
		for (const round of [1, 2]) {
			const run = await n8n.executeOnce(HAND_OVER.id);
			expect(run.status).toBe('success');
			expect(chatwoot.contacts.size).toBe(1);
			expect(chatwoot.conversations.size).toBe(1);
			expect([...chatwoot.messages.values()].filter(({ private: isNote }) => isNote)).toHaveLength(round);
		}

		const [conversation] = chatwoot.conversations.values();
		expect(await client.shown(conversation?.id ?? 0)).toMatchObject({
			status: 'open',
			labels: ['from-bot'],
			meta: { assignee: { id: 2 }, sender: { email: 'nathan@example.com' } },
		});
		const [message] = chatwoot.messages.values();
		expect(message).toMatchObject({ content: 'I want a person', message_type: 'incoming' });
		const [attachment] = message?.attachments ?? [];
		expect(attachment?.file.filename).toBe('transcript.txt');
		expect(Buffer.from(attachment?.file.bytes ?? []).toString()).toBe(TRANSCRIPT);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('200 contacts that were active since a moment become customers; older ones are not even read', async () => {
		const { n8n, sandbox } = stage;
		const { chatwoot, aicx, journal } = sandbox;
		const since = Date.parse('2026-11-20T00:00:00Z');
		const names = Array.from({ length: 300 }, (_, index) => `Contact ${index}`);
		const ids: number[] = [];
		for (const [index, name] of names.entries()) {
			ids.push(await client.contact({ name, email: `contact-${index}@example.com` }));
		}
		ids.forEach((contactId, index) => {
			const contact = chatwoot.contacts.get(contactId);
			// Two of three are active, and some of them at the same second.
			if (contact)
				contact.last_activity_at = since + (index % 3 === 0 ? -1 : 1) * Math.ceil((index + 1) / 2) * 1000;
		});
		journal.clear();

		const run = await n8n.executeOnce(SYNC.id);
		expect(run.status).toBe('success');
		const wanted = names.filter((_, index) => index % 3 !== 0);
		expect(wanted).toHaveLength(200);
		expect([...aicx.customers.values()].map(({ name }) => name).sort()).toEqual([...wanted].sort());
		expect(itemsOf(run, 'Customer')).toHaveLength(200);
		const pages = journal.entries({ service: 'chatwoot', method: 'GET', path: /contacts$/ });
		expect(pages.map(({ query }) => query.page)).toEqual(
			Array.from({ length: 14 }, (_, page) => String(page + 1)),
		);
		expect(sandbox.violations.list()).toEqual([]);
	});
});
