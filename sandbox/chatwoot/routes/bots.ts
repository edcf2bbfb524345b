import { json } from '../../core/answer.ts';
import { secret } from '../../core/secrets.ts';
import type { Route } from '../../core/service.ts';
import { done } from '../answers.ts';
import type { Installation } from '../installation.ts';
import { opaque } from '../opaque.ts';
import type { Bot } from '../types.ts';
import { textOrNull } from '../values.ts';
import { shownBot } from '../views/people.ts';
import { accountRoutes, found, type Ask } from './access.ts';

/** Agent bots. Everybody is shown them, only administrators may change them. */
export const botRoutes = (installation: Installation): readonly Route[] => {
	const { state, now, signs } = installation;

	const shown = (bot: Bot): object => shownBot(bot, signs());

	const botOf = (ask: Ask): Bot => found(state.bots, ask.call.params.id, ask);

	const setBot = (bot: Bot, { values }: Ask): void => {
		if ('name' in values) bot.name = textOrNull(values.name) ?? '';
		if ('description' in values) bot.description = textOrNull(values.description);
		if ('outgoing_url' in values) bot.outgoing_url = textOrNull(values.outgoing_url);
	};

	const create = (ask: Ask): Bot => {
		const bot: Bot = {
			kind: 'agent_bot',
			id: state.next('bot'),
			account_id: 1,
			name: '',
			description: null,
			outgoing_url: null,
			token: secret('token of a bot', opaque()),
			secret: secret('secret of a bot', opaque()),
			created_at: now(),
		};
		setBot(bot, ask);
		state.bots.set(bot.id, bot);
		return bot;
	};

	return accountRoutes(installation, [
		{ method: 'GET', path: '/agent_bots', handle: () => json([...state.bots.values()].map(shown)) },
		{
			method: 'POST',
			path: '/agent_bots',
			body: 'agentBot',
			administrator: true,
			handle: (ask) => json(shown(create(ask))),
		},
		{ method: 'GET', path: '/agent_bots/:id', handle: (ask) => json(shown(botOf(ask))) },
		{
			method: ['PATCH', 'PUT'],
			path: '/agent_bots/:id',
			body: 'agentBot',
			administrator: true,
			handle: (ask) => {
				const bot = botOf(ask);
				setBot(bot, ask);
				return json(shown(bot));
			},
		},
		{
			method: 'DELETE',
			path: '/agent_bots/:id',
			administrator: true,
			handle: (ask) => {
				state.removeBot(botOf(ask));
				return done();
			},
		},
	]);
};
