import { modifyConversation } from './conversations.ts';
import type { Installation } from './installation.ts';
import { addMessage } from './messages.ts';
import type { Bot, Conversation, Status, User } from './types.ts';

/** What the server writes into a conversation when somebody changes it, e.g. `Ada Admin removed the priority`. */
const activities = (before: Readonly<Conversation>, after: Conversation, by: string): string[] => {
	const texts: string[] = [];
	if (before.status !== after.status) {
		const words: Record<Status, string> = {
			open: 'reopened',
			resolved: 'marked resolved',
			pending: 'marked as pending',
			snoozed: 'snoozed',
		};
		texts.push(`Conversation was ${words[after.status]} by ${by}`);
	}
	if (before.priority !== after.priority) {
		if (after.priority === null) texts.push(`${by} removed the priority`);
		else texts.push(`${by} set the priority to ${after.priority}`);
	}
	if (before.team !== after.team) {
		const { team } = after;
		texts.push(
			team ? `Assigned to ${team.name} by ${by}` : `Unassigned from ${before.team?.name ?? ''} by ${by}`,
		);
	}
	if (before.assignee !== after.assignee) {
		const { assignee } = after;
		texts.push(assignee ? `Assigned to ${assignee.name} by ${by}` : `Conversation unassigned by ${by}`);
	}
	const added = after.labels.filter((label) => !before.labels.includes(label));
	const removed = before.labels.filter((label) => !after.labels.includes(label));
	if (added.length > 0) texts.push(`${by} added ${added.join(', ')}`);
	if (removed.length > 0) texts.push(`${by} removed ${removed.join(', ')}`);
	return texts;
};

/** Something that the conversation shows of itself, without an author. */
export const note = (installation: Installation, conversation: Conversation, content: string): void => {
	addMessage(installation, { conversation, sender: null, content, message_type: 'activity' });
};

/** Changes a conversation in somebody's name. A real server writes the activities a little later. */
export const changeBy = (
	installation: Installation,
	conversation: Conversation,
	{ name }: User | Bot,
	values: Partial<Conversation>,
): void => {
	const before = { ...conversation };
	modifyConversation(installation, conversation, values);
	for (const text of activities(before, conversation, name)) note(installation, conversation, text);
};

/** The same for what a conversation was opened with. */
export const noteFirst = (
	installation: Installation,
	conversation: Conversation,
	{ name }: User | Bot,
): void => {
	const bare = { ...conversation, assignee: null, team: null };
	for (const text of activities(bare, conversation, name)) note(installation, conversation, text);
};
