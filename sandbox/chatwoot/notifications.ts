import type { AnyEvent } from './events.ts';
import type { Installation } from './installation.ts';
import type { Conversation, Message, User } from './types.ts';
import { unix } from './values.ts';
import { messageOfConversation } from './views/conversation.ts';
import { pushedPerson, toldConversation } from './views/told.ts';

/** Something on its way to those who follow one of the streams. */
export interface Broadcast {
	readonly streams: readonly string[];
	/** e.g. `message.created` */
	readonly event: string;
	readonly data: object;
}

interface Notice {
	readonly user: User;
	readonly conversation: Conversation;
	readonly type: string;
	readonly message?: Message;
}

/** Whom an event is worth a notification: the new assignee, and who takes part in a conversation in which somebody else writes. */
const noticesOf = ({ name, data, performer }: AnyEvent): Notice[] => {
	if (name === 'conversation_updated') {
		const { conversation, changes } = data;
		const { assignee: user } = conversation;
		if (!('assignee' in changes) || user?.kind !== 'user' || user.id === performer?.id) return [];
		return [{ user, conversation, type: 'conversation_assignment' }];
	}
	if (name !== 'message_created') return [];
	const { message } = data;
	const { conversation, sender, message_type: type } = message;
	if (type !== 'incoming' && type !== 'outgoing') return [];
	return [...conversation.participants]
		.filter((user) => user !== sender)
		.map((user) => ({
			user,
			conversation,
			message,
			type:
				user === conversation.assignee
					? 'assigned_conversation_new_message'
					: 'participating_conversation_new_message',
		}));
};

/** The bell in the agents' screens. A user has one notification for a conversation: a newer one takes its place. */
export class Notifications {
	readonly #installation: Installation;
	/** By user id: conversation and the id of its notification. */
	readonly #unread = new Map<number, Map<Conversation, number>>();
	#last = 0;

	constructor(installation: Installation) {
		this.#installation = installation;
	}

	of(event: AnyEvent): Broadcast[] {
		return noticesOf(event).flatMap((notice) => this.#notify(notice));
	}

	reset(): void {
		this.#unread.clear();
		this.#last = 0;
	}

	#notify(notice: Notice): Broadcast[] {
		const { user, conversation } = notice;
		const unread = this.#unread.get(user.id) ?? new Map<Conversation, number>();
		this.#unread.set(user.id, unread);
		const former = unread.get(conversation);
		this.#last += 1;
		unread.set(conversation, this.#last);
		const broadcast = (event: string, notification: object, count: number): Broadcast => ({
			streams: [user.pubsub_token],
			event,
			data: { notification, unread_count: count, count, account_id: 1 },
		});
		const created = broadcast(
			'notification.created',
			this.#shown(this.#last, notice),
			former === undefined ? unread.size : unread.size + 1,
		);
		if (former === undefined) return [created];
		return [created, broadcast('notification.deleted', { id: former }, unread.size)];
	}

	#shown(id: number, { user, conversation, type, message }: Notice): object {
		const { state, now } = this.#installation;
		const spoken = state.messagesOf(conversation).findLast((other) => other.message_type !== 'activity');
		const push = spoken ? `${spoken.sender?.name ?? ''}: ${spoken.content ?? ''}` : '';
		const at = unix(now());
		return {
			id,
			notification_type: type,
			primary_actor_type: 'Conversation',
			primary_actor_id: conversation.id,
			read_at: null,
			secondary_actor: message ? messageOfConversation(message, this.#installation) : null,
			user: pushedPerson(user, this.#installation),
			created_at: at,
			last_activity_at: at,
			snoozed_until: null,
			meta: {},
			account_id: 1,
			primary_actor: toldConversation(conversation, this.#installation),
			push_message_title: push,
			push_message_body: push,
		};
	}
}
