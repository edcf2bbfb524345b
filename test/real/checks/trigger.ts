import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ChatwootInstallationApi } from '../../../credentials/ChatwootInstallationApi.credentials.ts';
import { KNOWN_EVERYWHERE } from '../../../nodes/Chatwoot/events.ts';
import { ChatwootTrigger } from '../../../nodes/Chatwoot/ChatwootTrigger.node.ts';
import type { NodeToRun } from '../../integration/support/n8n.ts';
import type { WebhookHost } from '../../integration/support/webhook-host.ts';
import { at, holds, listAt, NotHeld, same, sameSet, Skipped, type Check } from '../check.ts';
import { byId } from '../node.ts';
import { addressOf, type OwnThings } from '../own-things.ts';
import { cause, type Caused } from './events.ts';

/** Where the trigger enters its address. */
interface Source {
	readonly name: string;
	readonly parameters: (own: OwnThings, inbox: number) => INodeParameters;
	/** The parameter that holds the events, and those that calls of the API cause. */
	readonly field: string;
	readonly events: readonly string[];
	/** The addresses that stand there, as the server shows them. */
	readonly addresses: (own: OwnThings, inbox: number) => Promise<readonly unknown[]>;
}

const OF_INBOXES = [
	'conversation_created',
	'conversation_status_changed',
	'conversation_typing_off',
	'conversation_typing_on',
	'conversation_updated',
	'message_created',
	'message_updated',
];

const botIn = ({ bot }: OwnThings): number => {
	if (bot === undefined) throw new Skipped('the server made no agent bot, or showed no token of it');
	return bot.id;
};

const SOURCES: readonly Source[] = [
	{
		name: 'accountWebhook',
		parameters: () => ({}),
		field: 'events',
		events: [...OF_INBOXES, 'contact_created', 'contact_updated'],
		addresses: async ({ server }) =>
			listAt(await server.get('webhooks'), 'payload.webhooks').map((webhook) => at(webhook, 'url')),
	},
	{
		name: 'apiInbox',
		parameters: (_own, inbox) => ({ inbox: byId(inbox) }),
		field: 'inboxEvents',
		events: OF_INBOXES,
		addresses: async ({ server }, inbox) => [at(await server.get(`inboxes/${inbox}`), 'webhook_url')],
	},
	{
		name: 'agentBot',
		parameters: (own) => ({ agentBot: byId(botIn(own)) }),
		field: 'botEvents',
		events: ['conversation_opened', 'conversation_resolved', 'message_created', 'message_updated'],
		addresses: async (own) => [at(await own.server.get(`agent_bots/${botIn(own)}`), 'outgoing_url')],
	},
];

/** A trigger that the installation delivers to. */
interface Listening {
	readonly own: OwnThings;
	readonly host: WebhookHost;
	readonly inbox: number;
	readonly events: readonly string[];
	/** Whether the server signs what it delivers; if not, it is believed because the option says so. */
	readonly isSigned: boolean;
	readonly node: NodeToRun;
	/** The trigger's address as the installation has it. */
	readonly url: string;
}

const pathOf = ({ suffix }: OwnThings): string => `/webhook/${suffix}/chatwoot`;

const nameOf = ({ event }: IDataObject): string => (typeof event === 'string' ? event : '');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An inbox of its own, which has a callback already and, if there is one, a bot. */
async function newInbox({ server, suffix, word, bot, me }: OwnThings): Promise<number> {
	const channel = { type: 'api', webhook_url: addressOf(suffix, 'former') };
	const name = word('Delivering');
	const inbox = at(await server.post('inboxes', { name, enable_auto_assignment: false, channel }), 'id');
	const id = Number(inbox);
	await server.post('inbox_members', { inbox_id: id, user_ids: [me.id] });
	if (bot !== undefined) await server.post(`inboxes/${id}/set_agent_bot`, { agent_bot: bot.id });
	return id;
}

/** Switches a trigger on; a server that does not sign, or does not know all events, is met halfway. */
async function switchOn(source: Source, own: OwnThings, host: WebhookHost): Promise<Listening> {
	const inbox = await newInbox(own);
	const { url, accountId, token } = own.server.installation;
	const data = { url, accountId, accessToken: token };
	let { events } = source;
	let isSigned = true;
	for (;;) {
		const node: NodeToRun = {
			type: new ChatwootTrigger(),
			parameters: {
				source: source.name,
				...source.parameters(own, inbox),
				[source.field]: [...events],
				direction: 'any',
				inboxDirection: 'any',
				options: isSigned ? {} : { acceptUnsigned: true },
			},
			credentials: [{ type: new ChatwootInstallationApi(), data }],
			settings: { webhookId: own.suffix },
		};
		try {
			same('set up beforehand', await host.step(node, 'checkExists'), false);
			await host.switchOn({ node });
			return { own, host, inbox, events, isSigned, node, url: host.origin + pathOf(own) };
		} catch (error) {
			const message = messageOf(error);
			if (isSigned && message.includes('does not sign')) {
				isSigned = false;
			} else if (message.includes('does not know the events') && events === source.events) {
				events = events.filter((event) => KNOWN_EVERYWHERE.has(event));
			} else {
				throw new NotHeld(`it cannot be switched on: ${message}`);
			}
		}
	}
}

/** Looks at a trigger that is switched on, and switches it off again. */
const whileOn =
	(source: Source, look: (listening: Listening) => Promise<void>): Check['run'] =>
	async (own) => {
		const { callback: host } = own;
		if (host === undefined) {
			throw new Skipped('CHATWOOT_CALLBACK_URL does not say where the installation can deliver to');
		}
		host.clear();
		const listening = await switchOn(source, own, host);
		try {
			await look(listening);
		} finally {
			await host.idle();
			await host.switchOff(listening);
		}
	};

const isSetUp = async ({ host, node }: Listening): Promise<boolean> => await host.step(node, 'checkExists');

/** Entered, found again, and taken away: what stood there is there again. */
const comesAndGoes = (source: Source): Check['run'] => {
	const addresses = async (own: OwnThings, inbox: number): Promise<readonly unknown[]> =>
		await source.addresses(own, inbox);
	const isOurs = (own: OwnThings, address: unknown): boolean => String(address).includes(pathOf(own));
	return async (own) => {
		let inbox = 0;
		let entered: readonly unknown[] = [];
		await whileOn(source, async (listening) => {
			({ inbox } = listening);
			entered = await addresses(own, inbox);
			const ours = entered.filter((address) => isOurs(own, address));
			same('our address in Chatwoot', ours, [listening.url]);
			same('set up afterwards', await isSetUp(listening), true);
		})(own);
		const others = entered.filter((address) => !isOurs(own, address));
		const former = { accountWebhook: others, apiInbox: [addressOf(own.suffix, 'former')] }[source.name];
		sameSet('afterwards', await addresses(own, inbox), former ?? [addressOf(own.suffix, 'bot')]);
	};
};

/** What is delivered of our things; other people may be at work in the account. */
const ofOurs = ({ host }: Listening, { conversation, contact }: Caused): IDataObject[] =>
	host.items().filter((item) => {
		const isAboutContact = nameOf(item).startsWith('contact_');
		return isAboutContact ? item.id === contact : item.conversationId === conversation;
	});

/** Why nothing, or not all, was heard. */
const hint = ({ host, url }: Listening): string => {
	const [crash] = host.crashes;
	if (crash !== undefined) return `; the trigger crashed: ${messageOf(crash)}`;
	const said = host.lines.at(-1);
	if (said !== undefined) return `; the trigger says: ${said}`;
	return host.started.length === 0 ? `; nothing came at all: can the installation reach ${url}?` : '';
};

const isIsoTime = (value: unknown): boolean =>
	typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** What an item lacks or has too much. Only a signature tells the time of an event that says none itself. */
const faultsIn = (item: IDataObject, { isSigned }: Listening): string[] => {
	const { deliveryId, eventTime, messageId } = item;
	const event = nameOf(item);
	const isMessage = event.startsWith('message_');
	const faults = {
		'no deliveryId': typeof deliveryId !== 'string' || deliveryId === '',
		'no eventTime': !isIsoTime(eventTime) && (isSigned || event === 'message_created'),
		'no messageId': isMessage && typeof messageId !== 'number',
		'a pubsub_token': JSON.stringify(item).includes('"pubsub_token"'),
	};
	return Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [`${event}: ${fault}`] : []));
};

const tellsAll = (source: Source): Check['run'] =>
	whileOn(source, async (listening) => {
		const { own, inbox, events } = listening;
		const caused = await cause(own, inbox);
		const missing = (): string[] => {
			const heard = new Set(ofOurs(listening, caused).map(({ event }) => event));
			return events.filter((event) => !heard.has(event));
		};
		const left = await own.server.eventually(
			() => Promise.resolve(missing()),
			(none) => none.length === 0,
		);
		holds(left.length === 0, `not heard: ${left.join(', ')}${hint(listening)}`);
		const items = ofOurs(listening, caused);
		sameSet(
			'items lack or have too much',
			[...new Set(items.flatMap((item) => faultsIn(item, listening)))],
			[],
		);
		const created = items.find(({ event }) => event === 'message_created');
		same('message', [created?.messageId, created?.content], [caused.message, caused.content]);
	});

const doubtsForgeries = (source: Source): Check['run'] =>
	whileOn(source, async ({ own, host, inbox, isSigned }) => {
		if (!isSigned)
			throw new Skipped('the server does not sign; without Accept Unsigned Deliveries it is refused');
		const content = own.word('Forged');
		const body = { event: 'message_created', id: 1, content, message_type: 'incoming', inbox: { id: inbox } };
		const response = await fetch(host.near + pathOf(own), {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-chatwoot-timestamp': String(Math.floor(Date.now() / 1000)),
				'x-chatwoot-signature': `sha256=${'0'.repeat(64)}`,
			},
			body: JSON.stringify(body),
		});
		same('answer to a forgery', response.status, 401);
		same('runs', host.items().filter((item) => item.content === content).length, 0);
	});

/** The Chatwoot Trigger, with deliveries of the installation itself. */
export const triggerChecks: readonly Check[] = SOURCES.flatMap((source) => {
	const does = `trigger ${source.name}`;
	return [
		{
			does,
			that: 'its address comes, is found again and goes; the rest is as before',
			run: comesAndGoes(source),
		},
		{ does, that: `delivered and believed: ${source.events.join(', ')}`, run: tellsAll(source) },
		{ does, that: 'a forged delivery starts nothing', run: doubtsForgeries(source) },
	];
});
