import type { Account, Bot, Label, Team, User } from '../types.ts';
import { iso } from '../values.ts';

/** Whether somebody is there, in a word. */
export const availabilityOf = ({ online }: { readonly online: boolean }): 'online' | 'offline' =>
	online ? 'online' : 'offline';

/** An agent or administrator in lists and as assignee. */
export const shownAgent = ({ id, account_id, email, name, role, online }: User): object => ({
	id,
	account_id,
	availability_status: availabilityOf({ online }),
	auto_offline: true,
	confirmed: true,
	email,
	provider: 'email',
	available_name: name,
	name,
	role,
	thumbnail: '',
	custom_role_id: null,
});

/** A user or bot as sender. The Client API does not tell whether agents are there. */
export const shownSender = (sender: User | Bot, hidesAvailability = false): object => {
	const { id, name, kind } = sender;
	if (kind === 'agent_bot') return { id, name, avatar_url: '', type: kind };
	return {
		id,
		name,
		available_name: name,
		avatar_url: '',
		type: kind,
		availability_status: hidesAvailability ? null : availabilityOf(sender),
		thumbnail: '',
	};
};

export const shownProfile = (user: User, account: Account): object => ({
	access_token: user.token,
	account_id: account.id,
	available_name: user.name,
	avatar_url: '',
	confirmed: true,
	display_name: null,
	message_signature: null,
	email: user.email,
	id: user.id,
	inviter_id: null,
	name: user.name,
	provider: 'email',
	pubsub_token: user.pubsub_token,
	role: user.role,
	ui_settings: {},
	uid: user.email,
	type: null,
	accounts: [
		{
			id: account.id,
			name: account.name,
			status: 'active',
			active_at: null,
			role: user.role,
			permissions: [user.role],
			availability: 'online',
			availability_status: availabilityOf(user),
			auto_offline: true,
			custom_role_id: null,
			custom_role: null,
		},
	],
});

/** As the bots' own list shows them. */
export const shownBot = (bot: Bot, signs: boolean, token: unknown = bot.token): object => ({
	...shownAssignedBot(bot),
	bot_config: {},
	account_id: bot.account_id,
	access_token: token,
	...(signs ? { secret: bot.secret } : {}),
	system_bot: false,
});

/** The record behind a bot's token, which one endpoint shows instead of the token. */
export const tokenRecord = (bot: Bot): object => ({
	id: bot.id,
	owner_type: 'AgentBot',
	owner_id: bot.id,
	token: bot.token,
	created_at: iso(bot.created_at),
	updated_at: iso(bot.created_at),
});

export const shownAssignedBot = ({ id, name, description, outgoing_url }: Bot): object => ({
	id,
	name,
	description,
	thumbnail: '',
	outgoing_url,
	bot_type: 'webhook',
});

/** To a bot no team is its own. */
export const shownTeam = (team: Team, viewer: User | undefined): object => ({
	id: team.id,
	name: team.name,
	description: team.description,
	allow_auto_assign: team.allow_auto_assign,
	account_id: 1,
	is_member: viewer !== undefined && team.members.has(viewer.id),
});

/** The record itself, as assigning a team answers it. */
export const rawTeam = (team: Team): object => ({
	id: team.id,
	name: team.name,
	description: team.description,
	allow_auto_assign: team.allow_auto_assign,
	account_id: 1,
	created_at: iso(team.created_at),
	updated_at: iso(team.updated_at),
});

export const shownLabel = ({ id, title, description, color, show_on_sidebar }: Label): object => ({
	id,
	title,
	description,
	color,
	show_on_sidebar,
});
