import { randomBytes } from 'node:crypto';
import type { ChatBody, HumanBody } from './schemas.ts';
import type { Chat, Human } from './types.ts';

/** `human_` and 13 hexadecimal digits, as in seed 000. */
const newHumanId = (): string => `human_${randomBytes(7).toString('hex').slice(0, 13)}`;

/** Whole seconds in UTC, as `createdAt` in seed 000. */
const timestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Humans and chats of all channels. */
export class ProtoState {
	/** By id, in order of creation. */
	readonly humans = new Map<string, Human>();
	readonly chats = new Map<string, Chat>();
	/** Which channel a human was made in. A human is seen through that channel only (the seed does not say). */
	readonly #home = new Map<string, string>();

	human(channelId: string, id: string): Human | undefined {
		return this.#home.get(id) === channelId ? this.humans.get(id) : undefined;
	}

	chat(channelId: string, id: string): Chat | undefined {
		const chat = this.chats.get(id);
		return chat?.channelId === channelId ? chat : undefined;
	}

	addHuman(channelId: string, body: HumanBody): Human {
		const human: Human = { id: newHumanId(), ...body };
		this.humans.set(human.id, human);
		this.#home.set(human.id, channelId);
		return human;
	}

	addChat(channelId: string, human: Human, body: Omit<ChatBody, 'human'>, now: number): Chat {
		const chat: Chat = {
			id: randomBytes(16).toString('hex'),
			channelId,
			humanId: human.id,
			active: true,
			createdAt: timestamp(now),
			answeredBy: 'bot',
			messages: [],
			...body,
		};
		this.chats.set(chat.id, chat);
		return chat;
	}

	/** Newest first; both ids must fit where both are given. */
	find(channelId: string, { humanId, chatId }: { humanId?: string; chatId?: string }, max: number): Chat[] {
		return [...this.chats.values()]
			.reverse()
			.filter((chat) => chat.channelId === channelId)
			.filter((chat) => humanId === undefined || chat.humanId === humanId)
			.filter((chat) => chatId === undefined || chat.id === chatId)
			.slice(0, max);
	}

	clear(): void {
		this.humans.clear();
		this.chats.clear();
		this.#home.clear();
	}
}
