import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ChatwootInboxApi } from '../../../credentials/ChatwootInboxApi.credentials.ts';
import { ChatwootInstallationApi } from '../../../credentials/ChatwootInstallationApi.credentials.ts';
import { ChatwootRealtimeTrigger } from '../../../nodes/Chatwoot/ChatwootRealtimeTrigger.node.ts';
import type { NodeToRun } from '../../integration/support/n8n.ts';
import { AwakeTrigger } from '../../integration/support/trigger.ts';
import { holds, NotHeld, same, type Check } from '../check.ts';
import type { OwnConversation, OwnThings } from '../own-things.ts';
import { watchSockets, type Sockets } from '../sockets.ts';

/** Through whose eyes the trigger listens. */
interface Role {
	readonly name: string;
	readonly parameters: (own: OwnThings, talk: OwnConversation) => INodeParameters;
	readonly credential: (own: OwnThings) => NonNullable<NodeToRun['credentials']>[number];
	/** Of the messages that it hears unless it is told otherwise. */
	readonly messageType: string;
}

const ROLES: readonly Role[] = [
	{
		name: 'agent',
		// Other people may be at work in the account.
		parameters: ({ inbox }) => ({ options: { inboxes: [String(inbox.id)] } }),
		credential: ({ server }) => {
			const { url, accountId, token } = server.installation;
			return { type: new ChatwootInstallationApi(), data: { url, accountId, accessToken: token } };
		},
		messageType: 'incoming',
	},
	{
		name: 'contact',
		parameters: (_own, { contact }) => ({ contactBy: 'sourceId', sourceId: contact.sourceId }),
		credential: ({ server, inbox }) => {
			const data = { url: server.installation.url, inboxIdentifier: inbox.identifier, hmacToken: '' };
			return { type: new ChatwootInboxApi(), data };
		},
		messageType: 'outgoing',
	},
];

/** A conversation that is listened to. */
interface Listening {
	readonly trigger: AwakeTrigger;
	readonly sockets: Sockets;
	/** Writes; gives the message's ID. */
	readonly write: () => Promise<number>;
	/** @throws NotHeld unless these messages are heard, each once, in this order */
	readonly hears: (messages: readonly number[]) => Promise<void>;
	/** Switched off, and on again as n8n does when it starts. */
	readonly restart: (meanwhile: () => Promise<void>) => Promise<void>;
}

const ofTalk = ({ items }: AwakeTrigger, { id }: OwnConversation): IDataObject[] =>
	items.filter(({ conversationId }) => conversationId === id);

async function activate(
	trigger: AwakeTrigger,
	toRun: NodeToRun,
	mode: 'activate' | 'init',
): Promise<AwakeTrigger> {
	await trigger.activate(toRun, mode).catch((error: unknown) => {
		throw new NotHeld(`it cannot be switched on: ${error instanceof Error ? error.message : String(error)}`);
	});
	return trigger;
}

/** Looks at a trigger that listens, closes it, and sees that no socket is left. */
const whileListening =
	(role: Role, look: (listening: Listening) => Promise<void>): Check['run'] =>
	async (own) => {
		const talk = await own.conversation();
		const toRun: NodeToRun = {
			type: new ChatwootRealtimeTrigger(),
			parameters: { listenAs: role.name, ...role.parameters(own, talk) },
			credentials: [role.credential(own)],
		};
		const sockets = watchSockets();
		let trigger = new AwakeTrigger();
		const heard: IDataObject[] = [];
		const all = (): IDataObject[] => [...heard, ...ofTalk(trigger, talk)];
		try {
			await activate(trigger, toRun, 'activate');
			await look({
				get trigger() {
					return trigger;
				},
				sockets,
				write: async () => await own.message(talk.id, { message_type: role.messageType }),
				hears: async (messages) => {
					const items = await own.server.eventually(
						() => Promise.resolve(all()),
						({ length }) => length >= messages.length,
					);
					const [failure] = [...trigger.errors, ...trigger.failedRuns];
					holds(failure === undefined, `it says: ${failure?.message ?? ''}`);
					same(
						'messages heard',
						items.map(({ messageId }) => messageId),
						messages,
					);
					const keys = items.flatMap((item) =>
						['deliveryId', 'eventTime'].filter((key) => typeof item[key] !== 'string'),
					);
					same('missing in items', keys, []);
					holds(!JSON.stringify(items).includes('"pubsub_token"'), 'an item has a pubsub_token');
				},
				restart: async (meanwhile) => {
					await trigger.close();
					heard.push(...ofTalk(trigger, talk));
					await meanwhile();
					trigger = await activate(new AwakeTrigger(trigger.saved), toRun, 'init');
				},
			});
		} finally {
			await trigger.close();
			sockets.forget();
		}
		same('sockets left open', sockets.open(), 0);
	};

/** The Chatwoot Realtime Trigger, over the installation's own websocket. */
export const realtimeChecks: readonly Check[] = ROLES.flatMap((role) => {
	const does = `realtime ${role.name}`;
	return [
		{
			does,
			that: 'connects, hears a message, and closes without a socket left',
			run: whileListening(role, async ({ sockets, write, hears }) => {
				same('sockets', sockets.open(), 1);
				await hears([await write()]);
			}),
		},
		{
			does,
			that: 'the socket is cut: what is written meanwhile comes once, in order, and then what is new',
			run: whileListening(role, async ({ sockets, write, hears }) => {
				const messages = [await write()];
				await hears(messages);
				await sockets.whileCut(async () => {
					for (let count = 0; count < 3; count++) messages.push(await write());
				});
				await hears(messages);
				messages.push(await write());
				await hears(messages);
			}),
		},
		{
			does,
			that: 'n8n starts again: what was written meanwhile comes once, in order, and then what is new',
			run: whileListening(role, async ({ write, hears, restart }) => {
				const messages = [await write()];
				await hears(messages);
				await restart(async () => {
					messages.push(await write(), await write());
				});
				await hears(messages);
				messages.push(await write());
				await hears(messages);
			}),
		},
	];
});
