import { at, holds, listAt, same, type Check } from '../check.ts';
import { byId } from '../node.ts';
import type { OwnThings } from '../own-things.ts';

const contactOf = async ({ server }: OwnThings, id: unknown): Promise<unknown> =>
	at(await server.get(`contacts/${String(id)}`), 'payload');

/** The contacts of an email address, as the server itself finds them. */
const withEmail = async ({ server }: OwnThings, email: string): Promise<readonly unknown[]> => {
	const condition = {
		attribute_key: 'email',
		filter_operator: 'equal_to',
		values: [email],
		query_operator: null,
	};
	const found = await server.post('contacts/filter', { payload: [condition] });
	return listAt(found, 'payload').map((contact) => at(contact, 'id'));
};

const attributesOf = (values: Readonly<Record<string, string>>) => ({
	attributesMode: 'fields',
	attributes: { attribute: Object.entries(values).map(([key, value]) => ({ key, value })) },
});

/** Making, finding and changing contacts. */
export const contactChecks: readonly Check[] = [
	{
		does: 'contact create',
		that: 'name, email, phone number, identifier, city and attribute are there; its session in the inbox',
		run: async (own) => {
			const key = { email: own.email(), phoneNumber: own.phoneNumber(), identifier: own.word('crm') };
			const name = own.word('Ann');
			const made = await own.node.one('contact create', {
				...key,
				name,
				inbox: byId(own.inbox.id),
				profile: { city: 'Berlin' },
				...attributesOf({ [own.attribute]: 'gold' }),
			});
			const contact = await contactOf(own, made.id);
			const keys = ['name', 'email', 'phone_number', 'identifier', 'custom_attributes'];
			const wanted = [name, key.email, key.phoneNumber, key.identifier, { [own.attribute]: 'gold' }];
			same(
				'contact',
				keys.map((one) => at(contact, one)),
				wanted,
			);
			same('city', at(contact, 'additional_attributes.city'), 'Berlin');
			same('session', at(contact, 'contact_inboxes.0.source_id'), made.source_id);
			same('inbox of the session', at(contact, 'contact_inboxes.0.inbox.id'), own.inbox.id);
			same('what comes first', Object.keys(made)[0], 'source_id');
		},
	},
	{
		does: 'contact create',
		that: 'a contact of whom nothing is known is refused (the server would make one without a name)',
		run: async ({ node }) => {
			holds((await node.refusal('contact create', {})).includes('are empty'), 'refused for another reason');
		},
	},
	{
		does: 'contact upsert',
		that: 'twice makes one contact; the other attributes stay',
		run: async (own) => {
			const email = own.email();
			const first = await own.node.one('contact upsert', { email, ...attributesOf({ a: '1', b: '2' }) });
			const again = { email: email.toUpperCase(), name: own.word('Anna'), ...attributesOf({ b: '3' }) };
			const second = await own.node.one('contact upsert', again);
			same('new at first, and then', [first.is_new, second.is_new], [true, false]);
			same('contacts of that email', await withEmail(own, email), [first.id]);
			const contact = await contactOf(own, first.id);
			same('attributes', at(contact, 'custom_attributes'), { a: '1', b: '3' });
			same('name', at(contact, 'name'), again.name);
		},
	},
	{
		does: 'contact upsert',
		that: 'three items for one person in one run make one contact',
		run: async (own) => {
			const email = own.email();
			await own.node.run('contact upsert', { email }, { items: 3 });
			same('contacts of that email', (await withEmail(own, email)).length, 1);
		},
	},
	{
		does: 'contact get',
		that: 'the contact, with its sessions',
		run: async (own) => {
			const { id, email, sourceId } = await own.contact();
			const got = await own.node.one('contact get', { contact: byId(id) });
			same('contact', [got.id, got.email], [id, email]);
			same('session', at(got, 'contact_inboxes.0.source_id'), sourceId);
		},
	},
	{
		does: 'contact getMany',
		that: 'more than a page of new contacts, each once, and none that is older',
		run: async (own) => {
			const ids: unknown[] = [];
			for (let count = 0; count < 17; count++) ids.push((await own.contact()).id);
			const [first] = ids;
			const created = Number(at(await contactOf(own, first), 'created_at'));
			const filters = { createdAfter: new Date(created * 1000).toISOString() };
			const got = await own.node.run('contact getMany', { returnAll: true, filters });
			const gotIds = got.map(({ id }) => id);
			same(
				'contacts that are missing',
				ids.filter((id) => !gotIds.includes(id)),
				[],
			);
			same('contacts that came twice', gotIds.length - new Set(gotIds).size, 0);
			const tooOld = got.filter((contact) => Date.parse(String(contact.created_at)) < created * 1000);
			same('contacts that are too old', tooOld.length, 0);
		},
	},
	{
		does: 'contact getMany',
		that: 'Active After finds who wrote; one who did not is left out',
		run: async (own) => {
			const talk = await own.conversation();
			const silent = await own.contact();
			await own.message(talk.id, { message_type: 'incoming' });
			const active = await own.server.eventually(
				() => contactOf(own, talk.contact.id),
				(contact) => typeof at(contact, 'last_activity_at') === 'number',
			);
			const activeAfter = Number(at(active, 'last_activity_at')) - 1;
			const got = await own.node.run('contact getMany', { returnAll: true, filters: { activeAfter } });
			const ids = got.map(({ id }) => id);
			same(
				'who wrote, and who did not',
				[talk.contact.id, silent.id].map((id) => ids.includes(id)),
				[true, false],
			);
		},
	},
	{
		does: 'contact search',
		that: 'a part of the name finds the one contact that has it',
		run: async (own) => {
			const { id, name } = await own.contact();
			const found = await own.server.eventually(
				() => own.node.run('contact search', { text: name.slice(1) }),
				(rows) => rows.length > 0,
			);
			same(
				'contacts',
				found.map((contact) => contact.id),
				[id],
			);
		},
	},
	{
		does: 'contact filter',
		that: 'an email and a custom attribute together find the one contact that has both',
		run: async (own) => {
			const value = own.word('plan');
			const attributes = { custom_attributes: { [own.attribute]: value } };
			const wanted = await own.contact(attributes);
			await own.contact(attributes);
			const condition = [
				{ attribute: 'email', operator: 'equal_to', values: wanted.email },
				{ attribute: 'custom', customKey: own.attribute, operator: 'equal_to', values: value },
			];
			const found = await own.node.run('contact filter', { conditions: { condition }, combine: 'and' });
			same(
				'contacts',
				found.map(({ id }) => id),
				[wanted.id],
			);
		},
	},
	{
		does: 'contact update',
		that: 'one field changes, one attribute is added and one taken away, the identifier emptied; the rest stays',
		run: async (own) => {
			const { id, email } = await own.contact({ custom_attributes: { old: '1', stays: '2' } });
			const name = own.word('Anna');
			await own.node.one('contact update', {
				contact: byId(id),
				name,
				...attributesOf({ [own.attribute]: 'gold' }),
				removedAttributes: 'old',
				emptied: ['identifier'],
			});
			const contact = await contactOf(own, id);
			const found = ['name', 'email', 'identifier', 'custom_attributes'].map((key) => at(contact, key));
			same('contact', found, [name, email, null, { stays: '2', [own.attribute]: 'gold' }]);
		},
	},
	{
		does: 'contact delete',
		that: 'it is gone',
		run: async (own) => {
			const { id } = await own.contact();
			same('output', await own.node.run('contact delete', { contact: byId(id) }), [{ deleted: true }]);
			same('status of a look', (await own.server.ask('GET', `contacts/${id}`)).status, 404);
		},
	},
	{
		does: 'contact merge',
		that: 'one is gone, and its conversation belongs to the other',
		run: async (own) => {
			const kept = await own.contact();
			const { id, contact } = await own.conversation();
			await own.node.one('contact merge', { contact: byId(kept.id), mergedContact: byId(contact.id) });
			same('status of a look', (await own.server.ask('GET', `contacts/${contact.id}`)).status, 404);
			same('owner', at(await own.server.get(`conversations/${id}`), 'meta.sender.id'), kept.id);
		},
	},
	{
		does: 'contact getConversations',
		that: 'the conversations of the contact, and no others',
		run: async (own) => {
			const { id, contact } = await own.conversation();
			await own.conversation();
			const got = await own.node.run('contact getConversations', { contact: byId(contact.id) });
			same(
				'conversations',
				got.map((conversation) => conversation.id),
				[id],
			);
		},
	},
	{
		does: 'contact createSession',
		that: 'the contact has it, with the source ID that was chosen',
		run: async (own) => {
			const { id } = await own.contact();
			const sourceId = own.word('session');
			const parameters = { contact: byId(id), inbox: byId(own.singleInbox.id), sourceId };
			same('output', (await own.node.one('contact createSession', parameters)).source_id, sourceId);
			const sessions = listAt(await contactOf(own, id), 'contact_inboxes');
			const there = sessions.filter((session) => at(session, 'inbox.id') === own.singleInbox.id);
			same(
				'sessions in the inbox',
				there.map((session) => at(session, 'source_id')),
				[sourceId],
			);
		},
	},
	{
		does: 'contact getContactableInboxes',
		that: 'the inbox of its session, with the source ID',
		run: async (own) => {
			const { id, sourceId } = await own.contact();
			const got = await own.node.run('contact getContactableInboxes', { contact: byId(id) });
			const ours = got.filter((entry) => at(entry, 'inbox.id') === own.inbox.id);
			same(
				'source IDs',
				ours.map((entry) => entry.source_id),
				[sourceId],
			);
		},
	},
];
