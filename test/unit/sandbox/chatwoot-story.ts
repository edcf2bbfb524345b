import type { ChatwootClient } from '../../support/chatwoot-client.ts';
import { at } from '../../support/chatwoot-client.ts';

/** An action with a name, in a story where each goes on from those before. */
export type Step = readonly [name: string, act: () => Promise<unknown>];

/** Ids of those who are in the story before it begins. */
export interface Cast {
	readonly inbox: number;
	readonly website: number;
	readonly conversation: number;
	readonly contact: number;
	readonly team: number;
	/** The customer's address in the Client API. */
	readonly customer: string;
	/** The customer's token for the websocket. */
	readonly token: string;
}

/** An inbox with the agent as a member, and a customer who has written and been answered. */
export const begin = async (client: ChatwootClient, callback: string): Promise<Cast> => {
	const inbox = await client.inbox({ webhook_url: callback });
	const { body: website } = await client.post('inboxes', {
		name: 'Website',
		channel: { type: 'web_widget', website_url: 'https://example.com' },
	});
	await client.post('inbox_members', { inbox_id: at(website, 'id'), user_ids: [2] });
	const { body: team } = await client.post('teams', { name: 'billing' });
	const contacts = `${client.publicInbox(inbox)}/contacts`;
	const customer = `${contacts}/client-1`;
	const { body: session } = await client.post(contacts, {
		source_id: 'client-1',
		identifier: 'user-7',
		name: 'Client 7',
		email: 'seven@example.com',
		phone_number: '+4915112345678',
		custom_attributes: { plan: 'free', seats: 2 },
	});
	const { body: conversation } = await client.post(`${customer}/conversations`, {});
	const id = at(conversation, 'id') as number;
	await client.message(id, { content: 'Welcome' });
	await client.post(`${customer}/conversations/${id}/messages`, { content: 'Thank you' });
	await client.post(`${customer}/conversations/${id}/update_last_seen`);
	return {
		inbox,
		website: at(website, 'id') as number,
		conversation: id,
		contact: at(session, 'id') as number,
		team: at(team, 'id') as number,
		customer,
		token: at(session, 'pubsub_token') as string,
	};
};

/** Every kind of event, by the names of the recorded steps. */
export const story = (client: ChatwootClient, cast: Cast): readonly Step[] => {
	const { conversation, customer, contact, team, website } = cast;
	const { chatwoot } = client.sandbox;
	const own = `conversations/${conversation}`;
	const theirs = `${customer}/conversations/${conversation}`;
	const asAgent = { as: 'agent' } as const;
	const says = (body: object): Promise<unknown> => client.post(`${own}/messages`, body, asAgent);
	const newest = (type: string): number =>
		[...chatwoot.messages.values()].findLast((message) => message.message_type === type)?.id ?? 0;
	let choice = 0;
	let fresh = 0;
	const picture = (): FormData => {
		const form = new FormData();
		form.set('content', 'Pic');
		form.append('attachments[]', new Blob(['png'], { type: 'image/png' }), 'a.png');
		return form;
	};
	return [
		['customer writes (client API)', () => client.post(`${theirs}/messages`, { content: 'A question' })],
		['agent answers', () => says({ content: 'An answer' })],
		['agent writes a private note', () => says({ content: 'A note', private: true })],
		[
			'agent sends a choice',
			async () => {
				const items = [{ title: 'Yes', value: 'yes' }];
				await says({ content: 'Pick', content_type: 'input_select', content_attributes: { items } });
				choice = newest('outgoing');
			},
		],
		[
			'customer submits the choice',
			() =>
				client.patch(`${theirs}/messages/${choice}`, {
					submitted_values: [{ title: 'Yes', value: 'yes' }],
				}),
		],
		['customer sends an attachment', () => client.post(`${theirs}/messages`, picture())],
		['agent message deleted', () => client.ask('DELETE', `${own}/messages/${choice}`, asAgent)],
		[
			'agent message status set to delivered',
			async () => {
				await says({ content: 'Status' });
				const path = `${own}/messages/${newest('outgoing')}`;
				await client.ask('PATCH', path, { ...asAgent, body: { status: 'delivered' } });
			},
		],
		['agent typing on', () => client.post(`${own}/toggle_typing_status`, { typing_status: 'on' }, asAgent)],
		['agent typing off', () => client.post(`${own}/toggle_typing_status`, { typing_status: 'off' }, asAgent)],
		['customer typing on', () => client.post(`${theirs}/toggle_typing`, { typing_status: 'on' })],
		['customer typing off', () => client.post(`${theirs}/toggle_typing`, { typing_status: 'off' })],
		[
			'conversation resolved by agent',
			() => client.post(`${own}/toggle_status`, { status: 'resolved' }, asAgent),
		],
		[
			'customer writes in the resolved conversation',
			() => client.post(`${theirs}/messages`, { content: 'Again' }),
		],
		['assigned to an agent', () => client.post(`${own}/assignments`, { assignee_id: 2 })],
		['unassigned', () => client.post(`${own}/assignments`, { assignee_id: 0 })],
		['assigned to a team', () => client.post(`${own}/assignments`, { team_id: team })],
		['labels set', () => client.post(`${own}/labels`, { labels: ['billing'] })],
		['priority set', () => client.post(`${own}/toggle_priority`, { priority: 'high' })],
		[
			'conversation custom attributes set',
			() => client.post(`${own}/custom_attributes`, { custom_attributes: { order: 1 } }),
		],
		['agent has seen it', () => client.post(`${own}/update_last_seen`, undefined, asAgent)],
		['customer has seen it', () => client.post(`${theirs}/update_last_seen`)],
		['customer opens a new conversation', () => client.post(`${customer}/conversations`, {})],
		[
			'agent opens a new conversation with a message',
			async () => {
				await client.post(
					'conversations',
					{ inbox_id: cast.inbox, contact_id: contact, message: { content: 'Hello' } },
					asAgent,
				);
			},
		],
		[
			'contact created',
			async () => {
				fresh = await client.contact({ name: 'Fresh', email: 'fresh@example.com' });
			},
		],
		[
			'contact updated',
			() => client.patch(`contacts/${fresh}`, { name: 'Fresher', custom_attributes: { plan: 'gold' } }),
		],
		['contact labels set', () => client.post(`contacts/${fresh}/labels`, { labels: ['vip'] })],
		['contact deleted', () => client.ask('DELETE', `contacts/${fresh}`)],
		[
			'contacts merged',
			async () => {
				const base = await client.contact({ name: 'M1' });
				const mergee = await client.contact({ name: 'M2' });
				await client.post('actions/contact_merge', {
					base_contact_id: base,
					mergee_contact_id: mergee,
				});
			},
		],
		['inbox created', () => client.inbox()],
		['inbox updated', () => client.patch(`inboxes/${website}`, { name: 'Shop front' })],
		['message by an agent bot', () => client.post(`${own}/messages`, { content: 'Beep' }, { as: 'bot' })],
		[
			'visitor opens the website widget and writes',
			async () => {
				const inbox = chatwoot.inboxes.get(website);
				const profile = { name: 'Visitor', email: 'visitor@example.com' };
				if (inbox) await chatwoot.visit({ inbox, profile, message: 'Hi from the widget' });
			},
		],
	];
};
