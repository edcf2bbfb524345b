import { recordOf, textOf } from '../../core/record.ts';
import type { ProtoService } from '../../proto/service.ts';
import type { Content, Message } from '../../proto/types.ts';
import type { BotChat, Said } from '../types.ts';
import { card, linksTo, said } from './said.ts';
import { whoIn, type Known } from './who.ts';

const MOST_CHATS = 50;
const MOST_MESSAGES = 200;

const SPEAKERS = { human: 'customer', bot: 'bot', agent: 'agent' } as const;
const NAMES = { bot: 'Bot', agent: 'Person at Proto' } as const;

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
	Array.isArray(value) ? value.map(recordOf) : [];

type Shown = Pick<Said, 'text'> & Partial<Said>;

const cardsIn = (data: Content['data']): Said['cards'] =>
	listOf(data.cards).map(({ title, text, buttons }) =>
		card({ title, text, buttons: listOf(buttons).map((button) => ({ title: button.title })) }),
	);

const offersIn = (data: Content['data']): string[] =>
	listOf(data.quickReplies).map(({ title, text }) => textOf(title ?? text));

/** What is no message but steers the bot is an event. */
const shownContent = ({ type, data }: Content): Shown => {
	switch (type) {
		case 'text':
			return { text: textOf(data.text), offers: offersIn(data) };
		case 'button':
			return { text: textOf(data.payload), remark: 'pressed a button' };
		case 'media': {
			const { filename, url } = recordOf(data.attachment);
			return { text: '', links: linksTo(textOf(filename) || 'File', url) };
		}
		case 'image':
			return { text: '', links: linksTo('Picture', data.url) };
		case 'carousel':
			return { text: '', cards: cardsIn(data) };
		case 'manual_trigger':
			return { from: 'event', text: `Manual trigger “${textOf(data.trigger_name)}”` };
		case 'thirdparty_agent_takeover':
			return { from: 'event', text: 'Takeover: the bot asks for a person' };
		default:
			return { text: `(${type})` };
	}
};

const shownMessage = ({ author, message }: Message, index: number, human: string): Said =>
	said({
		id: String(index),
		from: SPEAKERS[author.type],
		author: author.type === 'human' ? human : (author.name ?? NAMES[author.type]),
		...shownContent(message),
	});

/** The bot's chats, newest first. */
export const chatsOf = ({ chats, humans }: ProtoService, people: readonly Known[]): BotChat[] =>
	[...chats.values()]
		.slice(-MOST_CHATS)
		.reverse()
		.map(({ id, humanId, answeredBy, chatToken = '', data, messages }) => {
			const human = humans.get(humanId);
			const name = human?.name ?? '';
			return {
				id,
				who: whoIn(people, human?.name, chatToken, data, human?.externalId),
				human: name,
				answeredBy,
				chatToken,
				talk: messages.map((message, index) => shownMessage(message, index, name)).slice(-MOST_MESSAGES),
			};
		});
