import type { INodeParameters } from 'n8n-workflow';
import { proto } from '../../../nodes/Proto/definition';
import type { Sandbox } from '../../../sandbox/index.ts';
import { runNode } from '../support/n8n.ts';
import { N, nth, THREE } from '../support/nth.ts';
import { operationsOf } from '../support/operations.ts';
import { jsonOf } from '../support/results.ts';
import { nodeIn, type Job } from './support.ts';

/** What a user sets for each operation, beside the human and the chat of {@link settle}. */
const PARAMETERS: Readonly<Record<string, INodeParameters>> = {
	'chat create': {},
	'chat getMany': {},
	'human buildProfileReply': { name: 'Ann' },
	'human create': { name: `=Human ${N}` },
	'human get': {},
	'message getMany': {},
	'message send': { text: 'Hello' },
};

/** Every operation that the node has. */
export const OPERATIONS = operationsOf(proto).map(({ does }) => does);

/** The operations for which there is a job. */
export const WITH_JOB = Object.keys(PARAMETERS);

/** Makes three humans, each with a chat in which something was said; gives the job of an operation, for three items too. */
export async function settle(sandbox: Sandbox): Promise<(does: string) => Job> {
	const start = {
		does: 'chat create',
		parameters: { humanMode: 'profile', profile: { name: `=Human ${N}` } },
	};
	const chats = jsonOf(await runNode(nodeIn(sandbox, start), THREE)) as {
		id: string;
		human: { id: string };
	}[];
	const who = { humanId: nth(chats.map(({ human }) => human.id)), chatId: nth(chats.map(({ id }) => id)) };
	const say = { does: 'message send', parameters: { ...who, text: 'Hello' } };
	jsonOf(await runNode(nodeIn(sandbox, say), THREE));
	await sandbox.proto.settled();
	sandbox.journal.clear();
	return (does) => ({ does, parameters: { ...who, ...PARAMETERS[does] } });
}
