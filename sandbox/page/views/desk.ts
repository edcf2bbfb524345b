import { isUnread } from '../../chatwoot/messages.ts';
import type { ChatwootService } from '../../chatwoot/service.ts';
import type { Conversation, Message } from '../../chatwoot/types.ts';
import { dataUrl } from '../../chatwoot/views/files.ts';
import { recordOf, textOf } from '../../core/record.ts';
import type { AgentRole, Desk, DeskConversation, Said, Speaker } from '../types.ts';
import { card, linksTo, said } from './said.ts';
import { whoIn, type Known } from './who.ts';

const MOST_CONVERSATIONS = 50;
const MOST_MESSAGES = 200;
const ROLES: readonly AgentRole[] = ['agent', 'administrator'];

const speakerOf = ({ message_type: type, private: isPrivate, sender }: Message): Speaker => {
	if (isPrivate) return 'note';
	if (type === 'activity') return 'event';
	if (type === 'incoming') return 'customer';
	return sender?.kind === 'agent_bot' ? 'bot' : 'agent';
};

/** Lists to choose from and cards stand in the attributes. */
const itemsOf = ({
	content_type: type,
	content_attributes: attributes,
}: Message): Pick<Said, 'cards' | 'offers'> => {
	const items = Array.isArray(attributes.items) ? attributes.items.map(recordOf) : [];
	if (type === 'input_select')
		return { cards: [], offers: items.map(({ title, value }) => textOf(title ?? value)) };
	if (type !== 'cards') return { cards: [], offers: [] };
	const cards = items.map(({ title, description, media_url, actions }) => {
		const buttons = Array.isArray(actions) ? actions.map(recordOf) : [];
		return card({
			title,
			text: description,
			image: media_url,
			buttons: buttons.map(({ text, uri }) => ({ title: text, url: uri })),
		});
	});
	return { cards, offers: [] };
};

const shownMessage = (message: Message, origin: string): Said => {
	const { external_error: problem } = message.content_attributes;
	const isAnswer = message.message_type === 'outgoing' && !message.private;
	return said({
		id: String(message.id),
		from: speakerOf(message),
		author: message.sender?.name ?? '',
		at: message.created_at,
		text: message.content ?? '',
		links: message.attachments.flatMap((attachment) =>
			linksTo(attachment.file.filename, dataUrl(attachment, origin)),
		),
		...itemsOf(message),
		progress: isAnswer || message.status === 'failed' ? message.status : null,
		remark: textOf(problem),
	});
};

const shownConversation = (
	conversation: Conversation,
	messages: readonly Message[],
	origin: string,
	people: readonly Known[],
): DeskConversation => {
	const { id, session, status, labels, assignee, team, priority } = conversation;
	const { contact, inbox, source_id } = session;
	return {
		id,
		who: whoIn(
			people,
			contact.name,
			source_id,
			contact.identifier,
			contact.custom_attributes,
			contact.additional_attributes,
			conversation.custom_attributes,
			conversation.additional_attributes,
		),
		contact: contact.name,
		inbox: inbox.name,
		status,
		unread: messages.filter(isUnread).length,
		labels,
		assignee: assignee?.name ?? '',
		team: team?.name ?? '',
		priority: priority ?? '',
		talk: messages.slice(-MOST_MESSAGES).map((message) => shownMessage(message, origin)),
	};
};

/** The agents' desk: the conversations of all inboxes, newest activity first. */
export const deskOf = (chatwoot: ChatwootService, people: readonly Known[]): Desk => {
	const { users, tokens, conversations, messages, origin } = chatwoot;
	const nameOf = (role: AgentRole): string =>
		[...users.values()].find(({ token }) => token === tokens[role])?.name ?? role;
	const newest = [...conversations.values()]
		.sort((one, other) => other.last_activity_at - one.last_activity_at)
		.slice(0, MOST_CONVERSATIONS);
	return {
		agents: ROLES.map((role) => ({ role, name: nameOf(role) })),
		conversations: newest.map((conversation) => {
			const own = [...messages.values()].filter((message) => message.conversation === conversation);
			return shownConversation(conversation, own, origin, people);
		}),
	};
};
