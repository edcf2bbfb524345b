import type { JsonObject } from 'n8n-workflow';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { filled, inside, made } from '../../../shared/rows';
import { ask } from '../../../shared/steps';
import { CUSTOM_ATTRIBUTES_JSON } from '../../custom-attributes';
import { additionalFields, text } from '../../../shared/field-kinds';
import { AGENT, CONTACT, INBOX, TEAM } from '../../fields';
import { idOf, idOrNone } from '../../ids';
import { laneOf } from '../../lanes';
import { futureOf } from '../../../shared/instant';
import { checkExisting, type Wanted } from '../../people';
import { sameJson } from '../../same-json';
import { makeSession, readSessions } from '../../sessions';
import { simpleConversation } from './simple';
import { otherwise, putInto } from './state';

/**
 * Starts a conversation in the contact's own session of the inbox: without its source ID the server makes a new
 * session each time, and so one conversation more even where an inbox is to have only one (recorded). In such an
 * inbox the answer is the conversation that is there; what was asked for is compared with it.
 */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create conversation',
	description:
		"Start talking with a contact in an inbox. An inbox with 'Lock to Single Conversation' on gives the one that is there.",
	fields: [
		CONTACT,
		INBOX,
		additionalFields([
			{
				displayName: 'Additional Attributes (JSON)',
				name: 'additional_attributes',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. { "mail_subject": "Order 7" }',
				description: 'Facts that integrations keep, as a JSON object',
			},
			{ ...AGENT, required: false },
			CUSTOM_ATTRIBUTES_JSON,
			{
				displayName: 'First Message',
				name: 'message',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. Hello Jane, your order is on its way.',
				description: 'Text that is sent to the contact at once',
			},
			{
				displayName: 'Snooze Until',
				name: 'snoozedUntil',
				type: 'dateTime',
				ignoreValidationDuringExecution: true,
				default: '',
				description: "When the conversation comes back; needs 'Status' snoozed",
			},
			text(
				'Source ID',
				'sourceId',
				'e.g. bb8d3055-e7c6-4b81-a7ca-28df3a6710e2',
				"A session of the contact in the inbox, which then is not looked up. It comes with the contact's contact_inboxes. The token of an agent bot needs it.",
			),
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Open', value: 'open' },
					{ name: 'Pending', value: 'pending', description: 'Waits for a bot' },
					{ name: 'Resolved', value: 'resolved' },
					{ name: 'Snoozed', value: 'snoozed', description: 'Comes back at a date' },
				],
				default: 'open',
				description: 'State in which the conversation begins',
			},
			{ ...TEAM, required: false },
		]),
	],
	steps: function* ({ contact, inbox, additionalFields: given }) {
		const contactId = idOf('Contact', contact);
		const inboxId = idOf('Inbox', inbox);
		const wanted: Wanted = { agent: idOrNone('Agent', given.agent), team: idOrNone('Team', given.team) };
		const until = snooze(given.status, given.snoozedUntil);
		yield* checkExisting(wanted);
		const own = (given.sourceId ?? '').trim();
		const [session] = own === '' ? yield* readSessions(contactId, inboxId) : [own];
		const source = session ?? (yield* makeSession(contactId, inboxId));
		const answer = yield* ask({
			method: 'POST',
			path: '/conversations',
			body: {
				source_id: source,
				inbox_id: inboxId,
				contact_id: contactId,
				...filled({
					status: given.status,
					// This call takes a date as text; setting the status takes seconds (recorded).
					snoozed_until: until?.toUTC().toISO(),
					assignee_id: wanted.agent,
					team_id: wanted.team,
					additional_attributes: given.additional_attributes,
					custom_attributes: given.custom_attributes,
					message: given.message ? { content: given.message } : undefined,
				}),
			},
		});
		const conversation = made({ conversation: answer.body ?? null }, 'conversation');
		const missing = missingIn(conversation, wanted, given);
		if (missing.length > 0) {
			const id = Number(conversation.id);
			throw new ServiceFailure(`Conversation ${id} does not have what was asked for: ${missing.join(', ')}`, {
				description:
					'The inbox keeps to one conversation with each contact, and gave the one that is there, or the agent cannot see the inbox. Set them with the operations of their own.',
			});
		}
		const { status } = given;
		if (
			status === undefined ||
			otherwise({ status, until }, conversation.status, conversation.snoozed_until) === undefined
		) {
			return { rows: [conversation] };
		}
		// The conversation that was there, or the inbox's bot, has another one.
		const { snoozed_until: date = null } = yield* putInto(String(Number(conversation.id)), { status, until });
		return { rows: [{ ...conversation, status, snoozed_until: date }] };
	},
	simplify: simpleConversation,
	lane: ({ contact }) => laneOf('contact', contact),
});

function snooze(status: string | undefined, date: unknown): ReturnType<typeof futureOf> | undefined {
	const isGiven = date !== undefined && date !== '' && date !== null;
	if (isGiven !== (status === 'snoozed')) {
		throw new BadInput(
			"'Snooze Until' and 'Status' do not fit together",
			'A snoozed conversation needs a date, and only a snoozed one has it.',
		);
	}
	return isGiven ? futureOf('Snooze Until', date) : undefined;
}

interface Attributes {
	readonly custom_attributes?: JsonObject;
	readonly additional_attributes?: JsonObject;
}

function missingIn(conversation: JsonObject, wanted: Wanted, given: Attributes): string[] {
	const meta = inside(conversation, 'meta') ?? {};
	const lacks = (id: number | undefined, thing: JsonObject | undefined): boolean =>
		id !== undefined && thing?.id !== id;
	const others = (key: keyof Attributes): string[] => {
		const has = inside(conversation, key) ?? {};
		return Object.entries(given[key] ?? {}).flatMap(([name, value]) =>
			sameJson(has[name], value)
				? []
				: [`the ${key === 'custom_attributes' ? 'custom' : 'additional'} attribute ${name}`],
		);
	};
	return [
		...(lacks(wanted.agent, inside(meta, 'assignee')) ? ['the agent'] : []),
		...(lacks(wanted.team, inside(meta, 'team')) ? ['the team'] : []),
		...others('custom_attributes'),
		...others('additional_attributes'),
	];
}
