import { proto } from '../../nodes/Proto/definition';
import { settle, WITH_JOB } from '../integration/proto/ready.ts';
import { nodeIn } from '../integration/proto/support.ts';
import { N } from '../integration/support/nth.ts';
import type { Row, Subject } from './matrix.ts';

const NEW_HUMAN = { humanMode: 'profile', profile: { name: `=Somebody ${N}` } };

const row = (does: string, special = '', parameters = {}): Row => ({
	title: `${does}${special}`,
	does,
	prepare: async (sandbox) => {
		const job = (await settle(sandbox))(does);
		return nodeIn(sandbox, { ...job, parameters: { ...job.parameters, ...parameters } });
	},
});

export const PROTO: Subject = {
	title: 'Proto',
	definition: proto,
	rows: [...WITH_JOB.map((does) => row(does)), row('chat create', ', with its human', NEW_HUMAN)],
	takeAnything: ['message send'],
	count: ({ proto: { humans, chats } }) => ({
		humans: humans.size,
		chats: chats.size,
		// The bot's own come whenever it likes.
		messages: [...chats.values()]
			.flatMap(({ messages }) => messages)
			.filter(({ author }) => author.type === 'human').length,
	}),
	secrets: ({ proto: { token } }) => [token],
};
