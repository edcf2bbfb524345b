import type { INodeParameters } from 'n8n-workflow';
import { chatwoot } from '../../nodes/Chatwoot/definition';
import type { Sandbox } from '../../sandbox/index.ts';
import { READY, settle } from '../integration/chatwoot/ready.ts';
import { byId, fileOf, nodeIn, type Job } from '../integration/chatwoot/support.ts';
import { N, nth, THREE } from '../integration/support/nth.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import type { Row, Subject } from './matrix.ts';

/** A conversation of more messages than a page holds. */
const LONG = 4;

/** Somebody who has it. */
async function furnish(client: ChatwootClient): Promise<void> {
	const contact_id = await client.contact({ name: 'Zoe', email: 'zoe@example.com' });
	await client.conversation({ inbox_id: 1, contact_id });
	for (let count = 0; count < 25; count++) await client.message(LONG);
}

const furnished = new WeakMap<Sandbox, () => void>();

/** The installation of {@link settle}, with more in it; made once for each sandbox. */
async function prepare(sandbox: Sandbox): Promise<void> {
	await settle(sandbox);
	const restore = furnished.get(sandbox);
	if (restore !== undefined) {
		restore();
		return;
	}
	await furnish(new ChatwootClient(sandbox));
	furnished.set(sandbox, sandbox.chatwoot.save());
	sandbox.journal.clear();
}

const row = (title: string, job: Job): Row => ({
	title,
	does: job.does,
	prepare: async (sandbox) => {
		await prepare(sandbox);
		return nodeIn(sandbox, job);
	},
});

const FILES = THREE.map(({ n }) => ({ data: fileOf(`File ${n}`) }));

/** The contacts who have no session yet. */
const WITHOUT_SESSION = byId(nth(['4', '5', '6']));

/** What an operation does in other steps than usual, or in another order. */
const SPECIAL: readonly [does: string, special: string, parameters: INodeParameters, more?: Partial<Job>][] =
	[
		['contact create', 'with a session', { inbox: byId(1), sourceId: `=new-${N}` }],
		['contact createSession', 'with an ID of its own', { sourceId: `=more-${N}` }],
		['contact update', 'and take attributes away', { removedAttributes: 'plan' }],
		['contact upsert', 'somebody new', { email: `=new-${N}@example.com` }],
		['contact upsert', 'found by one of two keys', { identifier: `=key-${N}` }],
		['clientContact create', 'with an ID of its own', { sourceId: `=mine-${N}` }],
		['clientMessage create', 'with a file', { attachments: 'data' }, { files: FILES }],
		['conversation assign', 'agent and team', { teamChange: 'assign', team: byId(1) }],
		[
			'conversation create',
			'with everything',
			{ contact: WITHOUT_SESSION, additionalFields: { agent: byId(2), team: byId(1), status: 'pending' } },
		],
		['inbox setAgentBot', 'none', { firstAnswer: 'none' }],
		['message getMany', 'two pages', { conversation: byId(LONG), returnAll: true }],
		['message send', 'as a reply', { additionalFields: { replyTo: nth(['2', '5', '8']) } }],
		['message send', 'with a file', { attachments: 'data' }, { files: FILES }],
		['message send', 'all to one conversation', { conversation: byId(1), content: `=Hello ${N}` }],
		[
			'message sendToContact',
			'somebody new',
			{ email: `=new-${N}@example.com`, phoneNumber: `=+49170123456${N}` },
		],
		[
			'message sendToContact',
			'without a session',
			{
				email: nth(['old-ann@example.com', 'old-bob@example.com', 'old-cid@example.com']),
				identifier: `=key-${N}`,
			},
		],
	];

const READY_JOBS = Object.fromEntries(READY);

export const CHATWOOT: Subject = {
	title: 'Chatwoot',
	definition: chatwoot,
	isLarge: true,
	rows: [
		...READY.map(([does, job]) => row(does, job)),
		...SPECIAL.map(([does, special, parameters, more = {}]) => {
			const { parameters: usual, ...job } = READY_JOBS[does] ?? { does };
			return row(`${does}, ${special}`, { ...job, ...more, parameters: { ...usual, ...parameters } });
		}),
	],
	count: ({ chatwoot: { contacts, contactInboxes, conversations, messages, inboxes, webhooks } }) => ({
		contacts: contacts.size,
		sessions: contactInboxes.size,
		conversations: conversations.size,
		// What the server notes down of itself may be there twice, when something was done twice without harm.
		messages: [...messages.values()].filter(({ message_type: type }) => type !== 'activity').length,
		inboxes: inboxes.size,
		webhooks: webhooks.size,
	}),
	secrets: ({ chatwoot: { tokens } }) => Object.values(tokens),
};
