import { recordOf, textOf } from '../core/record.ts';
import type { Content } from './types.ts';

/** What the bot looks at besides the message. */
export interface BotView {
	/** Who answers the customer at present. */
	readonly answeredBy: 'bot' | 'agent';
	/** The customer's name, if known. */
	readonly name?: string;
}

/** What follows from one message of the customer. */
export interface BotTurn {
	/** The bot's messages, delivered together. */
	readonly messages: readonly Content[];
	/** Who answers from now on, where that changes. */
	readonly answeredBy?: 'bot' | 'agent';
	/** What a person writes after taking over, in a delivery of its own. */
	readonly agentSays?: string;
}

/** Clicking one sends its `text` back as an ordinary message (docs.proto.cx/docs/webhook-events). */
const QUICK_REPLIES = [
	{ title: 'Opening hours', text: 'Opening hours' },
	{ title: 'Talk to a person', text: 'agent' },
];

/** What a shop's bot might show. Of a card's keys only `title` and `text` are documented; the others are assumed. */
const PRODUCTS = [
	{ title: 'Blue shirt', text: '100 % cotton', payload: 'BUY_BLUE_SHIRT' },
	{ title: 'Red scarf', text: 'Merino wool', payload: 'BUY_RED_SCARF' },
];

const CAROUSEL: Content = {
	type: 'carousel',
	data: {
		cards: PRODUCTS.map(({ payload, ...card }) => ({
			...card,
			buttons: [{ type: 'postback', title: `Buy ${card.title}`, payload }],
		})),
	},
};

const says = (text: string): Content => ({ type: 'text', data: { text } });
const offers = (text: string): Content => ({ type: 'text', data: { text, quickReplies: QUICK_REPLIES } });

const toText = (text: string, name: string | undefined): BotTurn => {
	const word = text.trim().toLowerCase();
	if (word === 'agent') {
		return {
			// The page names this type; its data could not be read there, so it is empty here.
			messages: [
				says('One moment, I am getting a colleague.'),
				{ type: 'thirdparty_agent_takeover', data: {} },
			],
			answeredBy: 'agent',
			agentSays: `Hello${name === undefined ? '' : ` ${name}`}, this is Alex. How may I help?`,
		};
	}
	if (word === 'opening hours') return { messages: [says('We are open Monday to Friday, 9:00 to 17:00.')] };
	if (word === 'products') return { messages: [says('This is what we have today.'), CAROUSEL] };
	if (word === 'picture')
		return { messages: [{ type: 'image', data: { url: 'https://example.com/shop.png' } }] };
	const greeting = name === undefined ? 'Thank you' : `Thank you, ${name}`;
	return { messages: [offers(`${greeting}. You wrote: ${text}`)] };
};

/**
 * The scripted bot. It never speaks first; while an agent has the chat it is silent until the customer writes
 * `bot`, or a manual trigger makes it jump into its flow. The script is ours: Proto's bots are whatever their owners
 * build.
 */
export const botTurn = ({ answeredBy, name }: BotView, { type, data }: Content): BotTurn => {
	const text = textOf(data.text);
	if (answeredBy === 'agent') {
		const isCalled = type === 'manual_trigger' || (type === 'text' && text.trim().toLowerCase() === 'bot');
		return isCalled ? { messages: [offers('The bot is back.')], answeredBy: 'bot' } : { messages: [] };
	}
	switch (type) {
		case 'text':
			return toText(text, name);
		case 'button':
			return { messages: [offers(`You pressed the button ${textOf(data.payload)}.`)] };
		case 'manual_trigger':
			return { messages: [says(`The flow ${textOf(data.trigger_name)} was started.`)] };
		case 'media':
			return { messages: [says(`I received your file ${textOf(recordOf(data.attachment).filename)}.`)] };
		default:
			return { messages: [says(`I received a message of the type ${type}.`)] };
	}
};
