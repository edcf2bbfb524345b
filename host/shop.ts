import type { Amio, Sandbox } from '../sandbox/index.ts';

/** A shop with all five systems, for the examples: what they are connected to, and who is known there. */
export interface Shop {
	/** The Amio channel of the customers whom the bot hands over to people. */
	readonly messenger: Amio.Channel;
	/** The Amio channel of those who talk to the bot alone. */
	readonly botOnly: Amio.Channel;
	/** Customers on the first and on the second channel. Of Nathan, Chatwoot knows name and address. */
	readonly nathan: Amio.Contact;
	readonly maria: Amio.Contact;
	/** The API inbox through which agents write to the customers of the first channel. */
	readonly inbox: string;
}

/** What tells a customer of an Amio channel from all others, in Proto, Chatwoot and AICX alike. */
export const customerKey = (channel: Amio.Channel, contact: Amio.Contact): string =>
	`amio:${channel.type}:${channel.id}:${contact.id}`;

/** Opens the shop in a fresh sandbox, whose Chatwoot signs what it sends, as newer servers do. */
export const openShop = async ({ amio, chatwoot, proto }: Sandbox): Promise<Shop> => {
	const post = async (path: string, body: object): Promise<{ readonly id: number }> => {
		const answer = await fetch(`${chatwoot.baseUrl}/api/v1/accounts/${chatwoot.accountId}/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', api_access_token: chatwoot.tokens.administrator },
			body: JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
		return (await answer.json()) as { id: number };
	};
	chatwoot.signs = true;
	proto.agents = false;
	const messenger = amio.channel({ type: 'facebook_messenger', name: 'Northwind on Messenger' });
	const botOnly = amio.channel({ type: 'facebook_messenger', name: 'Northwind, bot only' });
	const nathan = amio.contact(messenger, { name: 'Nathan Smith' });
	const maria = amio.contact(botOnly, { name: 'Maria Lopez' });
	const inbox = await post('inboxes', {
		name: 'Northwind on Messenger',
		lock_to_single_conversation: true,
		channel: { type: 'api', webhook_url: '' },
	});
	const agents = [...chatwoot.users.values()].filter(({ account_id }) => account_id === chatwoot.accountId);
	await post('inbox_members', { inbox_id: inbox.id, user_ids: agents.map(({ id }) => id) });
	await post('contacts', {
		name: 'Nathan Smith',
		email: 'nathan@example.com',
		phone_number: '+15558576309',
		identifier: customerKey(messenger, nathan),
	});
	return { messenger, botOnly, nathan, maria, inbox: String(inbox.id) };
};
