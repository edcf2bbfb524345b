import { expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import { factsOf, type Facts } from '../../../nodes/Chatwoot/trigger/facts';

const YES = { submitted_values: [{ title: 'Yes', value: 'yes' }] };

const ANSWERED: JsonObject = {
	event: 'message_updated',
	message_type: 'outgoing',
	sender: { id: 2, type: 'user' },
	content_attributes: YES,
};

function deep(): JsonValue {
	let value: JsonValue = 1;
	for (let level = 0; level < 100_000; level += 1) value = [value];
	return value;
}

test.each<[string, JsonObject, Partial<Facts>]>([
	[
		'a greeting goes to the customer, and nobody has written it',
		{ event: 'message_created', message_type: 'template', sender: null },
		{ direction: 'outgoing', senderType: undefined },
	],
	[
		'a note of what happened goes nowhere',
		{ event: 'message_created', message_type: 'activity' },
		{ direction: 'other' },
	],
	[
		'a kind that nobody knows goes nowhere',
		{ event: 'message_created', message_type: 3 },
		{ direction: 'other' },
	],
	[
		'an assistant of a newer server is told by its type',
		{ event: 'message_created', message_type: 'outgoing', sender: { id: 1, type: 'captain_assistant' } },
		{ senderType: 'captain_assistant' },
	],
	[
		'an address that the customer enters is theirs',
		{
			event: 'message_updated',
			message_type: 'template',
			sender: null,
			content_attributes: { submitted_email: 'ann@example.com' },
		},
		{ direction: 'incoming', senderType: 'contact' },
	],
	[
		'a form that nobody has filled in is the agent’s',
		{
			event: 'message_updated',
			message_type: 'outgoing',
			sender: { id: 2, type: 'user' },
			content_attributes: { submitted_values: [], submitted_email: null },
		},
		{ direction: 'outgoing', senderType: 'user' },
	],
	[
		'an answer that was there before its message changed is told no more',
		{ ...ANSWERED, previous_changes: { status: ['sent', 'read'] } },
		{ direction: 'outgoing', senderType: 'user', submitted: undefined },
	],
	[
		'nor is it when something else was noted beside it',
		{
			...ANSWERED,
			previous_changes: { content_attributes: [YES, { ...YES, translations: { de: 'Ja' } }] },
		},
		{ direction: 'outgoing', senderType: 'user', submitted: undefined },
	],
	[
		'another answer is',
		{
			...ANSWERED,
			previous_changes: { content_attributes: [{ submitted_values: [{ title: 'No', value: 'no' }] }, YES] },
		},
		{ direction: 'incoming', senderType: 'contact' },
	],
	[
		'an answer that is deeper than the stack is none',
		{ event: 'message_updated', content_attributes: { submitted_values: deep() } },
		{ direction: 'other', submitted: undefined },
	],
	[
		'an inbox is told by its own number',
		{ event: 'inbox_updated', id: 5 },
		{ inboxId: 5, conversationId: undefined, messageId: undefined },
	],
	[
		'whoever opens a widget may have a conversation',
		{ event: 'webwidget_triggered', id: 9, inbox: { id: 5 }, current_conversation: { id: 7 } },
		{ inboxId: 5, conversationId: 7, messageId: undefined, direction: undefined },
	],
	[
		'a conversation that a bot hears of is opened',
		{ event: 'conversation_opened', id: 7, inbox_id: 5, status: 'open' },
		{ inboxId: 5, conversationId: 7, status: 'open' },
	],
])('%s', (_, body, facts) => {
	expect(factsOf(body)).toMatchObject(facts);
});
