import { empty, json, type Answer } from '../core/answer.ts';
import { quoted } from '../core/log.ts';
import { recordOf, textOf } from '../core/record.ts';
import type { Call, Route } from '../core/service.ts';
import {
	CHAT_CONTRACT,
	CHATS_CONTRACT,
	HUMAN_CONTRACT,
	messageContract,
	NOTHING_ELSE,
	type ChatBody,
	type HumanBody,
	type MessageBody,
} from './schemas.ts';
import type { ProtoState } from './state.ts';
import type { Chat, Content, Human, Message } from './types.ts';

/** What the routes need of the service. */
export interface RouteSurroundings {
	readonly state: ProtoState;
	readonly now: () => number;
	/** The answer that refuses a caller without the token or a channel that is not there. */
	readonly refusal: (call: Call) => Answer | undefined;
	readonly fail: (status: number, message: string) => Answer;
	readonly acceptsUnknownTypes: () => boolean;
	readonly messageAnswer: () => 'json' | 'empty';
	/** A chat was made: the bot may want the customer's profile. */
	readonly onChat: (chat: Chat, answered: Promise<void>) => void;
	/** The customer wrote: the bot may answer. */
	readonly onMessage: (
		chat: Chat,
		message: Content,
		replyToken: string | undefined,
		answered: Promise<void>,
	) => void;
}

const DEFAULT_MAX = 5;

/** A customer without a name has no `name` here (the seed does not say). */
export const shownHuman = ({ id, name }: Human): { id: string; name?: string } =>
	name === undefined ? { id } : { id, name };

const shownMessage = ({ author: { type, id }, message }: Message): Message => ({
	author: { type, id },
	message,
});

const shownChat = (chat: Chat, state: ProtoState): Record<string, unknown> => {
	const human = state.humans.get(chat.humanId);
	const last = chat.messages.at(-1);
	return {
		id: chat.id,
		active: chat.active,
		createdAt: chat.createdAt,
		human: human ? shownHuman(human) : { id: chat.humanId },
		...(last ? { lastMsg: shownMessage(last) } : {}),
	};
};

/** For the log: what was said, never a token. */
const described = ({ body }: Call): string => {
	const { type, data } = recordOf(recordOf(body).message);
	const { text, payload, trigger_name: trigger, attachment } = recordOf(data);
	const said = textOf(text ?? payload ?? trigger ?? recordOf(attachment).filename);
	return said === '' ? textOf(type) : `${textOf(type)} ${quoted(said)}`;
};

const one = (value: string | readonly string[] | undefined): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/**
 * The six calls of seed 000. It names no status codes and no error bodies. Chosen: 200 for every success; 401 for
 * the token, then 404 for the channel, 400 for what is missing or of the wrong type, 404 for a human or a chat.
 */
export const protoRoutes = (around: RouteSurroundings): readonly Route[] => {
	const { state, fail } = around;

	const guarded =
		(handle: (call: Call, channelId: string) => Answer) =>
		(call: Call): Answer => {
			const refusal = around.refusal(call);
			if (refusal) return refusal;
			if (call.wrong.length > 0) return fail(400, call.wrong.join('; '));
			return handle(call, call.params.channelId ?? '');
		};

	const inChat = (handle: (call: Call, chat: Chat) => Answer): ((call: Call) => Answer) =>
		guarded((call, channelId) => {
			const chat = state.chat(channelId, call.params.chatId ?? '');
			return chat ? handle(call, chat) : fail(404, 'Chat not found');
		});

	const createHuman = guarded((call, channelId) => {
		const { id } = state.addHuman(channelId, call.body as HumanBody);
		return json({ human: { id } });
	});

	const getHuman = guarded((call, channelId) => {
		const human = state.human(channelId, call.params.humanId ?? '');
		// Tags go back as they came (seed 000); docs.proto.cx/docs/messaging-apis shows them without name, as text.
		return human ? json(human) : fail(404, 'Human not found');
	});

	const createChat = guarded((call, channelId) => {
		const { human: wanted, ...rest } = call.body as ChatBody;
		const { id, ...details } = wanted ?? {};
		const human = id === undefined ? state.addHuman(channelId, details) : state.human(channelId, id);
		// Whether an unknown id would be created, is not said; refusing shows a mistyped id instead of hiding it.
		if (!human) return fail(404, 'Human not found');
		Object.assign(human, details);
		const chat = state.addChat(channelId, human, rest, around.now());
		around.onChat(chat, call.answered);
		return json({ chat: shownChat(chat, state) });
	});

	const listChats = guarded(({ query, violate }, channelId) => {
		const humanId = one(query.humanId);
		const chatId = one(query.chatId);
		if (humanId === undefined && chatId === undefined) {
			violate('neither humanId nor chatId is given');
			return fail(400, 'Provide at least one of humanId and chatId');
		}
		const wanted = {
			...(humanId === undefined ? {} : { humanId }),
			...(chatId === undefined ? {} : { chatId }),
		};
		const chats = state.find(channelId, wanted, Number(query.max ?? DEFAULT_MAX));
		return json(chats.map((chat) => shownChat(chat, state)));
	});

	const createMessage = inChat((call, chat) => {
		const { author, message, replyToken } = call.body as MessageBody;
		if (author.id !== chat.humanId) {
			call.violate(`author.id ${author.id} is not the human of this chat`);
			return fail(403, 'The author is not the human of this chat');
		}
		chat.messages.push({ author, message });
		if (replyToken !== undefined) chat.replyToken = replyToken;
		around.onMessage(chat, message, replyToken, call.answered);
		// What the answer holds is said nowhere; `json` is a guess, `empty` the other plausible case.
		return around.messageAnswer() === 'json' ? json({ chat: { id: chat.id }, message }) : empty();
	});

	/** Oldest first, as in the sample; no paging is documented. */
	const listMessages = inChat((_call, chat) => json(chat.messages.map(shownMessage)));

	const contract = messageContract(around.acceptsUnknownTypes);
	const base = '/webhook/:channelId';
	return [
		{ method: 'POST', path: `${base}/human`, contract: HUMAN_CONTRACT, handle: createHuman },
		{ method: 'GET', path: `${base}/human/:humanId`, contract: NOTHING_ELSE, handle: getHuman },
		{ method: 'POST', path: `${base}/chat`, contract: CHAT_CONTRACT, handle: createChat },
		{ method: 'GET', path: `${base}/chats`, contract: CHATS_CONTRACT, handle: listChats },
		{
			method: 'POST',
			path: `${base}/chat/:chatId/message`,
			contract,
			describe: described,
			handle: createMessage,
		},
		{ method: 'GET', path: `${base}/chat/:chatId/message`, contract: NOTHING_ELSE, handle: listMessages },
	];
};
