import type { JsonObject, JsonValue } from 'n8n-workflow';
import { ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { inside, only } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { AGENT_BOT, INBOX } from '../../fields';
import { idOf } from '../../ids';
import { laneOf } from '../../lanes';

const MAIN_KEYS = ['id', 'name', 'description', 'outgoing_url', 'bot_type', 'system_bot'];

const simpleBot = (row: JsonObject): JsonObject => only(row, MAIN_KEYS);

const botOf = (inbox: string): Request => ({
	method: 'GET',
	path: path`/inboxes/${inbox}/agent_bot`,
	answer: 'optional',
});

/** The bot in an answer; an inbox without one has the ID null, so that a workflow can tell. */
const botIn = (body: JsonValue | undefined): JsonObject => inside(body, 'agent_bot') ?? { id: null };

/** Fills a list; in the panel there is only the bot of an inbox. */
export const getManyAgentBots = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many agent bots',
	description: 'Retrieve a list of the bots that inboxes can have',
	fields: [],
	request: () => ({ method: 'GET', path: '/agent_bots' }),
	paging: { by: 'nothing' },
});

export const getAgentBot = operation({
	name: 'Get Agent Bot',
	value: 'getAgentBot',
	action: 'Get agent bot of inbox',
	description: 'Retrieve the bot that answers in an inbox first; its ID is null if there is none',
	fields: [INBOX],
	request: ({ inbox }) => botOf(inbox),
	rows: (body) => [botIn(body)],
	simplify: simpleBot,
});

export const setAgentBot = operation({
	name: 'Set Agent Bot',
	value: 'setAgentBot',
	action: 'Set agent bot of inbox',
	description:
		'Let a bot answer in an inbox first, or none; outputs the bot that the inbox has then. Needs the token of an administrator.',
	fields: [
		INBOX,
		{
			displayName: 'Who Answers First',
			name: 'firstAnswer',
			type: 'options',
			options: [
				{ name: 'Agent Bot', value: 'bot', description: 'A bot, until it hands a conversation over' },
				{ name: 'No Bot', value: 'none', description: 'Agents; a bot that is there is taken away' },
			],
			default: 'bot',
			description: 'Who sees new conversations first',
		},
		{
			...AGENT_BOT,
			displayOptions: { show: { firstAnswer: ['bot'] } },
		},
	],
	steps: function* ({ inbox, firstAnswer, agentBot }): Steps {
		const wanted = firstAnswer === 'bot' ? idOf('Agent Bot', agentBot) : null;
		yield* ask({
			method: 'POST',
			path: path`/inboxes/${inbox}/set_agent_bot`,
			body: { agent_bot: wanted },
			answer: 'optional',
			repeatable: true,
		});
		// The answer is empty: only a look at the inbox tells what was done.
		const bot = botIn((yield* ask(botOf(inbox))).body);
		if (bot.id !== wanted) {
			throw new ServiceFailure(
				`Chatwoot accepted the request, but inbox ${inbox} has ${bot.id === null ? 'no agent bot' : 'another agent bot'}`,
			);
		}
		return { rows: [bot] };
	},
	lane: ({ inbox }) => laneOf('inbox', inbox),
	simplify: simpleBot,
});
