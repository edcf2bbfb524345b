import { afterEach, expect } from '@jest/globals';
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { ChatwootInboxApi } from '../../../credentials/ChatwootInboxApi.credentials';
import { ChatwootInstallationApi } from '../../../credentials/ChatwootInstallationApi.credentials';
import { ChatwootRealtimeTrigger } from '../../../nodes/Chatwoot/ChatwootRealtimeTrigger.node';
import type { Times } from '../../../nodes/Chatwoot/realtime/connection';
import { listen } from '../../../nodes/Chatwoot/realtime/listen';
import type { ChatwootService } from '../../../sandbox/index.ts';
import { ChatwootClient, at } from '../../support/chatwoot-client.ts';
import type { NodeToRun } from '../support/n8n.ts';
import { placesOf } from '../support/secrets.ts';
import { AwakeTrigger } from '../support/trigger.ts';
import { useSandbox, type UsedSandbox } from '../support/use-sandbox.ts';

/** Patient where something is to come, quick where nothing will. */
export const QUICK: Times = { confirm: 5000, silence: 5000, firstPause: 4, longestPause: 20 };

/** What a user sets in the panel. */
export interface Setting {
	readonly parameters?: INodeParameters;
	/** Whose token is in the credential. Default: the agent's. */
	readonly as?: keyof ChatwootService['tokens'];
	/** The API inbox of the Client API's credential. */
	readonly inbox?: number;
	readonly credential?: ICredentialDataDecryptedObject;
	readonly times?: Partial<Times>;
}

/** The sandbox, and realtime triggers that listen to it; all are closed behind each test. */
export interface UsedRealtime extends UsedSandbox {
	readonly chatwoot: ChatwootService;
	readonly client: () => ChatwootClient;
	/** Resolves when no socket is open any more: the server sees the end a moment later. */
	readonly noSocket: () => Promise<void>;
	readonly toRun: (setting?: Setting) => NodeToRun;
	/** A trigger that is not awake yet. */
	readonly trigger: (saved?: IDataObject) => AwakeTrigger;
	/** One that a person has switched on. */
	readonly switchedOn: (setting?: Setting) => Promise<AwakeTrigger>;
}

/** The node as it is, but for its patience. */
const quick = (times: Partial<Times> = {}): INodeType =>
	Object.assign(new ChatwootRealtimeTrigger(), {
		async trigger(this: Parameters<typeof listen>[0]) {
			return await listen(this, { ...QUICK, ...times });
		},
	});

export function useRealtime(): UsedRealtime {
	const used = useSandbox();
	let triggers: AwakeTrigger[] = [];
	afterEach(async () => {
		const all = triggers;
		triggers = [];
		await Promise.all(all.map(async (trigger) => trigger.close()));
		// No token of anybody may be in anything that n8n keeps or shows.
		const { chatwoot } = used.sandbox;
		const places = Object.values(chatwoot.tokens).flatMap((token) =>
			all.flatMap(({ items, errors, failedRuns, lines, saved }) =>
				placesOf(token, { items, errors, failedRuns, lines, saved }),
			),
		);
		expect(places).toEqual([]);
		expect(all.flatMap(({ items }) => JSON.stringify(items)).join('')).not.toContain('pubsub_token');
	});
	const trigger: UsedRealtime['trigger'] = (saved) => {
		const made = new AwakeTrigger(saved);
		triggers.push(made);
		return made;
	};
	const toRun: UsedRealtime['toRun'] = ({ parameters = {}, as = 'agent', inbox, credential, times } = {}) => {
		const { baseUrl, accountId, tokens, inboxes } = used.sandbox.chatwoot;
		const identifier = inboxes.get(inbox ?? 0)?.identifier ?? '';
		const values =
			parameters.listenAs === 'contact'
				? { url: baseUrl, inboxIdentifier: identifier, hmacToken: '' }
				: { url: baseUrl, accountId: String(accountId), accessToken: tokens[as] };
		const type = parameters.listenAs === 'contact' ? new ChatwootInboxApi() : new ChatwootInstallationApi();
		return {
			type: quick(times),
			parameters,
			credentials: [{ type, data: { ...values, ...credential } }],
		};
	};
	return {
		get sandbox() {
			return used.sandbox;
		},
		get chatwoot() {
			return used.sandbox.chatwoot;
		},
		calls: used.calls,
		expectViolations: used.expectViolations,
		client: () => new ChatwootClient(used.sandbox),
		noSocket: async () => {
			const client = new ChatwootClient(used.sandbox);
			while (used.sandbox.chatwoot.cable.sockets.length > 0) await client.get('/api');
		},
		toRun,
		trigger,
		switchedOn: async (setting) => {
			const made = trigger();
			await made.activate(toRun(setting));
			return made;
		},
	};
}

/** Writes as the contact of a conversation does from the app; gives the message's ID. */
export const writes = async (client: ChatwootClient, talk: Talk, content: string): Promise<number> => {
	const { body } = await client.post(`${talkPath(client, talk)}/messages`, { content }, { as: 'nobody' });
	return at(body, 'id') as number;
};

/** A conversation as the customer's app knows it. */
export interface Talk {
	readonly inbox: number;
	readonly sourceId: string;
	readonly conversation: number;
}

export const talkPath = (client: ChatwootClient, { inbox, sourceId, conversation }: Talk): string =>
	`${client.publicInbox(inbox)}/contacts/${sourceId}/conversations/${conversation}`;

/** An API inbox with a contact Ann who has opened a conversation. */
export async function openTalk(client: ChatwootClient, sourceId = 'app-1'): Promise<Talk> {
	const inbox = await client.inbox();
	const contacts = `${client.publicInbox(inbox)}/contacts`;
	await client.post(contacts, { source_id: sourceId, name: 'Ann' }, { as: 'nobody' });
	const { body } = await client.post(`${contacts}/${sourceId}/conversations`, {}, { as: 'nobody' });
	return { inbox, sourceId, conversation: at(body, 'id') as number };
}
