import { at, holds, listAt, same, type Check } from '../check.ts';
import { byId } from '../node.ts';
import type { OwnThings } from '../own-things.ts';
import { NOBODY, secondsOf, shown, tomorrow } from './shown.ts';

/** Sessions that a contact has in an inbox. */
const sessionsOf = async ({ server }: OwnThings, contact: number, inbox: number): Promise<number> => {
	const sessions = listAt(await server.get(`contacts/${contact}`), 'payload.contact_inboxes');
	return sessions.filter((session) => at(session, 'inbox.id') === inbox).length;
};

/** Starting conversations, and finding them. */
export const conversationChecks: readonly Check[] = [
	{
		does: 'conversation create',
		that: 'twice makes two conversations in the one session that the contact has',
		run: async (own) => {
			const contact = await own.contact();
			const parameters = { contact: byId(contact.id), inbox: byId(own.inbox.id) };
			const first = await own.node.one('conversation create', parameters);
			const second = await own.node.one('conversation create', parameters);
			holds(first.id !== second.id, 'the second is the first');
			same('sessions', await sessionsOf(own, contact.id, own.inbox.id), 1);
			same('contact', at(await shown(own, second.id), 'meta.sender.id'), contact.id);
		},
	},
	{
		does: 'conversation create',
		that: 'twice gives the same in an inbox that keeps to one conversation',
		run: async (own) => {
			const contact = await own.contact({ inbox_id: own.singleInbox.id });
			const parameters = { contact: byId(contact.id), inbox: byId(own.singleInbox.id) };
			const first = await own.node.one('conversation create', parameters);
			same('the second', (await own.node.one('conversation create', parameters)).id, first.id);
			same('sessions', await sessionsOf(own, contact.id, own.singleInbox.id), 1);
		},
	},
	{
		does: 'conversation create',
		that: 'snoozed until tomorrow, with agent, team, attribute and first message',
		run: async (own) => {
			const contact = await own.contact();
			const until = tomorrow();
			const message = own.word('Hello');
			const { id } = await own.node.one('conversation create', {
				contact: byId(contact.id),
				inbox: byId(own.inbox.id),
				additionalFields: {
					status: 'snoozed',
					snoozedUntil: until.text,
					agent: byId(own.me.id),
					team: byId(own.team.id),
					custom_attributes: JSON.stringify({ [own.attribute]: 'gold' }),
					message,
				},
			});
			const conversation = await shown(own, id);
			const paths = ['status', 'meta.assignee.id', 'meta.team.id', 'custom_attributes'];
			const wanted = ['snoozed', own.me.id, own.team.id, { [own.attribute]: 'gold' }];
			same(
				'conversation',
				paths.map((path) => at(conversation, path)),
				wanted,
			);
			same('snoozed until', secondsOf(at(conversation, 'snoozed_until')), until.seconds);
			const messages = listAt(await own.server.get(`conversations/${String(id)}/messages`), 'payload');
			holds(
				messages.some((one) => at(one, 'content') === message),
				'the first message is not there',
			);
		},
	},
	{
		does: 'conversation create',
		that: 'an agent who does not exist is refused, and nothing is made',
		run: async (own) => {
			const contact = await own.contact();
			const said = await own.node.refusal('conversation create', {
				contact: byId(contact.id),
				inbox: byId(own.inbox.id),
				additionalFields: { agent: byId(NOBODY) },
			});
			holds(said.includes(`no agent ${NOBODY}`), `it says: ${said}`);
			const made = await own.server.get(`contacts/${contact.id}/conversations`);
			same('conversations', listAt(made, 'payload').length, 0);
		},
	},
	{
		does: 'conversation get',
		that: 'the conversation, with its contact',
		run: async (own) => {
			const { id, contact } = await own.conversation();
			const got = await own.node.one('conversation get', { conversation: byId(id) });
			same('conversation', [got.id, got.status, at(got, 'contact.id')], [id, 'open', contact.id]);
		},
	},
	{
		does: 'conversation getMany',
		that: 'more than a page of an inbox, each once, as many as the server counts',
		run: async (own) => {
			const contact = await own.contact();
			const ids = { source_id: contact.sourceId, inbox_id: own.inbox.id, contact_id: contact.id };
			for (let count = 0; count < 27; count++) await own.server.post('conversations', ids);
			const filters = { inbox: byId(own.inbox.id) };
			const got = await own.node.run('conversation getMany', { status: 'all', returnAll: true, filters });
			const meta = await own.server.get(`conversations/meta?status=all&inbox_id=${own.inbox.id}`);
			same('different conversations', new Set(got.map(({ id }) => id)).size, at(meta, 'meta.all_count'));
			same('conversations', got.length, at(meta, 'meta.all_count'));
		},
	},
	{
		does: 'conversation getMany',
		that: 'Updated Within finds the conversation in which something was just said',
		run: async (own) => {
			const { id } = await own.conversation();
			await own.message(id);
			const filters = { inbox: byId(own.inbox.id), updatedWithin: 300 };
			const got = await own.node.run('conversation getMany', { status: 'all', returnAll: true, filters });
			same('conversations that came twice', got.length - new Set(got.map((one) => one.id)).size, 0);
			holds(
				got.some((one) => one.id === id),
				'it is not there',
			);
		},
	},
	{
		does: 'conversation getCounts',
		that: 'the counts of an inbox',
		run: async (own) => {
			const filters = { inbox: byId(own.inbox.id) };
			const got = await own.node.one('conversation getCounts', { status: 'all', filters });
			const meta = await own.server.get(`conversations/meta?status=all&inbox_id=${own.inbox.id}`);
			same('counts', got, at(meta, 'meta'));
			holds(Number(got.all_count) > 0, 'nothing was counted');
		},
	},
	{
		does: 'conversation filter',
		that: 'inbox and status together find the resolved conversation, and no other',
		run: async (own) => {
			const contact = await own.contact({ inbox_id: own.provingInbox.id });
			const ids = { source_id: contact.sourceId, inbox_id: own.provingInbox.id, contact_id: contact.id };
			await own.server.post('conversations', ids);
			const resolved = await own.server.post('conversations', { ...ids, status: 'resolved' });
			const condition = [
				{ attribute: 'inbox_id', operator: 'equal_to', values: String(own.provingInbox.id) },
				{ attribute: 'status', operator: 'equal_to', values: 'resolved' },
			];
			const found = await own.node.run('conversation filter', { conditions: { condition }, combine: 'and' });
			same(
				'conversations',
				found.map(({ id }) => id),
				[at(resolved, 'id')],
			);
		},
	},
];
