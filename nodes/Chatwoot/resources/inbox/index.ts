import type { Resource } from '../../../shared/operation';
import { getAgentBot, setAgentBot } from './agent-bot';
import { addMembers, getMembers, removeMembers, setMembers } from './members';
import { getInbox, getManyInboxes, resetSecret } from './read';
import { createApiInbox, updateInbox } from './write';

/** A channel of the account; workflows bring in customers through inboxes of the channel API. */
export const inbox: Resource = {
	name: 'Inbox',
	value: 'inbox',
	operations: [
		addMembers,
		createApiInbox,
		getInbox,
		getAgentBot,
		getManyInboxes,
		getMembers,
		removeMembers,
		resetSecret,
		setAgentBot,
		setMembers,
		updateInbox,
	],
	usual: getManyInboxes,
};
