import { randomBytes, randomInt } from 'node:crypto';
import type { WebhookHost } from '../integration/support/webhook-host.ts';
import { at } from './check.ts';
import { NodeRunner, type ClientInbox } from './node.ts';
import { Server, type Installation } from './server.ts';

/** An API inbox of ours. */
export interface OwnInbox extends ClientInbox {
	readonly id: number;
}

/** A contact of ours, with a session in an inbox. */
export interface OwnContact {
	readonly id: number;
	readonly name: string;
	readonly email: string;
	readonly identifier: string;
	readonly sourceId: string;
}

/** A conversation of ours, by its number. */
export interface OwnConversation {
	readonly id: number;
	readonly contact: OwnContact;
}

/**
 * What the checks work on. All of it is made for them, and everything that is made has the suffix in its name, its
 * email or its address: by that it is found again, and removed.
 */
export interface OwnThings {
	readonly server: Server;
	readonly node: NodeRunner;
	readonly suffix: string;
	/** Where the installation can deliver to; undefined where it cannot. */
	readonly callback: WebhookHost | undefined;
	/** The token's own user, the only agent who is sure to exist. */
	readonly me: { readonly id: number; readonly name: string };
	/** An agent bot, if the server lets one be made. */
	readonly bot: { readonly id: number; readonly token: string } | undefined;
	readonly inbox: OwnInbox;
	/** An inbox that keeps to one conversation with each contact. */
	readonly singleInbox: OwnInbox;
	/** An inbox whose contacts must prove who they are. */
	readonly provingInbox: OwnInbox;
	readonly team: { readonly id: number; readonly name: string };
	readonly labels: readonly [string, string];
	/** Key of a custom attribute that is defined for contacts, and for conversations. */
	readonly attribute: string;
	/** A name that nothing else has. */
	readonly word: (what?: string) => string;
	readonly email: () => string;
	readonly phoneNumber: () => string;
	readonly contact: (more?: object) => Promise<OwnContact>;
	readonly conversation: (more?: object) => Promise<OwnConversation>;
	/** Gives the message's ID. */
	readonly message: (conversation: number, more?: object) => Promise<number>;
}

const idIn = (body: unknown, path = 'id'): number => {
	const id = at(body, path);
	if (typeof id !== 'number') throw new Error(`An answer has no ${path}`);
	return id;
};

const textIn = (body: unknown, path: string): string => {
	const text = at(body, path);
	return typeof text === 'string' ? text : '';
};

/** A new suffix: lower case, because servers write some names so. */
export const newSuffix = (): string => `n8ntest${randomBytes(5).toString('hex')}`;

/** An address that leads nowhere: no name ends so. */
export const addressOf = (suffix: string, what: string): string => `https://${suffix}.invalid/${what}`;

async function makeInbox(server: Server, name: string, more: object, channel: object): Promise<OwnInbox> {
	// Nobody else is to be given our conversations.
	const settings = { name, enable_auto_assignment: false, ...more };
	const made = await server.post('inboxes', { ...settings, channel: { type: 'api', ...channel } });
	return {
		id: idIn(made),
		identifier: textIn(made, 'inbox_identifier'),
		hmacToken: textIn(made, 'hmac_token'),
	};
}

async function makeBot(server: Server, suffix: string): Promise<OwnThings['bot']> {
	const bot = { name: `Bot ${suffix}`, outgoing_url: addressOf(suffix, 'bot') };
	const { status, body } = await server.ask('POST', 'agent_bots', bot);
	const token = textIn(body, 'access_token') || textIn(body, 'access_token.token');
	return status < 300 && token !== '' ? { id: idIn(body), token } : undefined;
}

/** Makes what all checks share. */
export async function makeOwnThings(
	installation: Installation,
	suffix: string,
	stop: AbortSignal,
	callback: WebhookHost | undefined,
): Promise<OwnThings> {
	const server = new Server(installation, stop);
	const me = await server.get('/api/v1/profile');
	const attribute = `plan_${suffix}`;
	for (const model of ['contact_attribute', 'conversation_attribute']) {
		await server.post('custom_attribute_definitions', {
			attribute_display_name: `Plan ${suffix}`,
			attribute_display_type: 'text',
			attribute_description: 'Of a test',
			attribute_key: attribute,
			attribute_model: model,
		});
	}
	const labels: OwnThings['labels'] = [`vip-${suffix}`, `late-${suffix}`];
	for (const title of labels) {
		await server.post('labels', {
			title,
			description: 'Of a test',
			color: '#1f93ff',
			show_on_sidebar: false,
		});
	}
	const team = await server.post('teams', {
		name: `team ${suffix}`,
		description: 'Of a test',
		allow_auto_assign: false,
	});
	// A server takes a conversation away from an agent who is not in its new team.
	await server.post(`teams/${idIn(team)}/team_members`, { user_ids: [idIn(me)] });
	const inbox = await makeInbox(server, `Shop ${suffix}`, {}, {});
	const singleInbox = await makeInbox(server, `Single ${suffix}`, { lock_to_single_conversation: true }, {});
	const provingInbox = await makeInbox(server, `Proving ${suffix}`, {}, { hmac_mandatory: true });
	for (const { id } of [inbox, singleInbox, provingInbox]) {
		await server.post('inbox_members', { inbox_id: id, user_ids: [idIn(me)] });
	}
	let count = 0;
	const word = (what = 'x'): string => `${what}-${++count}-${suffix}`;
	const email = (): string => `${word('mail')}@example.com`;
	const contact = async (more: object = {}): Promise<OwnContact> => {
		const own = { name: word('Ann'), email: email(), identifier: word('crm') };
		const made = await server.post('contacts', { ...own, inbox_id: inbox.id, ...more });
		const sourceId = textIn(made, 'payload.contact_inbox.source_id');
		return { ...own, id: idIn(made, 'payload.contact.id'), sourceId };
	};
	return {
		server,
		node: new NodeRunner(installation, stop),
		suffix,
		callback,
		me: { id: idIn(me), name: textIn(me, 'name') },
		bot: await makeBot(server, suffix),
		inbox,
		singleInbox,
		provingInbox,
		team: { id: idIn(team), name: textIn(team, 'name') },
		labels,
		attribute,
		word,
		email,
		phoneNumber: () => `+1555${randomInt(1_000_000, 9_999_999)}`,
		contact,
		conversation: async (more = {}) => {
			const owner = await contact();
			const ids = { source_id: owner.sourceId, inbox_id: inbox.id, contact_id: owner.id };
			const made = await server.post('conversations', { ...ids, ...more });
			return { id: idIn(made), contact: owner };
		},
		message: async (conversation, more = {}) =>
			idIn(await server.post(`conversations/${conversation}/messages`, { content: word('Hello'), ...more })),
	};
}
