import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { filled, isObject } from '../../../shared/rows';
import { list, requiredText, text } from '../../../shared/field-kinds';

const BUTTON = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Phone', value: 'phone', description: 'Calls a number; Messenger only' },
			{ name: 'Postback', value: 'postback', description: 'Sends a value back, as the event Postback' },
			{ name: 'URL', value: 'url', description: 'Opens an address' },
		],
		default: 'url',
		description: 'What the button does',
	},
	requiredText('Title', 'title', 'e.g. Show more', 'What stands on the button'),
	{
		...requiredText('URL', 'url', 'e.g. https://www.example.com/shirt', 'Address that the button opens'),
		displayOptions: { show: { type: ['url'] } },
	},
	{
		...requiredText('Payload', 'payload', 'e.g. BUY_SHIRT', 'What comes back when the button is tapped'),
		displayOptions: { show: { type: ['postback'] } },
	},
	{
		...requiredText('Phone Number', 'phoneNumber', 'e.g. +15558576309', 'Number that the button calls'),
		displayOptions: { show: { type: ['phone'] } },
	},
] as const satisfies Fields;

const CARD = [
	text('Title', 'title', 'e.g. Blue shirt', 'Title of the card'),
	text('Text', 'text', 'e.g. 100 % cotton', 'Text of the card'),
	text('Image URL', 'imageUrl', 'e.g. https://www.example.com/shirt.png', 'Address of the picture'),
	text('Item URL', 'itemUrl', 'e.g. https://www.example.com/shirt', 'Address that a tap on the card opens'),
	list('Buttons', 'buttons', { group: 'button', entry: 'Button', values: BUTTON }, 'Buttons of the card'),
] as const satisfies Fields;

const show = { contentType: ['structure'] };

/** One card, or several side by side. */
export const STRUCTURE_FIELDS = [
	{ ...fieldsOrJson('Cards', 'cardsMode'), displayOptions: { show } },
	{
		...list(
			'Cards',
			'cards',
			{ group: 'card', entry: 'Card', values: CARD },
			'What is shown; several cards are scrolled from side to side',
		),
		displayOptions: { show: { ...show, cardsMode: ['fields'] } },
	},
	{
		displayName: 'Cards (JSON)',
		name: 'cardsJson',
		type: 'json',
		required: true,
		default: '[]',
		placeholder: 'e.g. [{ "title": "Blue shirt", "image_url": "https://www.example.com/shirt.png" }]',
		description: "The cards as a JSON list, in the form of Amio's API; also when there is only one",
		displayOptions: { show: { ...show, cardsMode: ['json'] } },
	},
] as const satisfies Fields;

type Card = ValuesOf<typeof CARD>;
type Button = ValuesOf<typeof BUTTON>;

const buttonOf = ({ type, title, url, payload, phoneNumber }: Button): JsonObject => ({
	type,
	title,
	payload: { url, postback: payload, phone: phoneNumber }[type],
});

const cardOf = ({ title, text: words, imageUrl, itemUrl, buttons }: Card): JsonObject =>
	filled({
		title,
		text: words,
		image_url: imageUrl,
		item_url: itemUrl,
		buttons: (buttons.button ?? []).map(buttonOf),
	});

/**
 * The payload of a structure: an object for one card, a list for several.
 *
 * @throws BadInput for no cards, and for a card on which nothing stands
 */
export function structureOf(given: ValuesOf<typeof STRUCTURE_FIELDS>): JsonValue {
	const isJson = given.cardsMode === 'json';
	const cards: JsonValue[] = isJson ? [...given.cardsJson] : (given.cards.card ?? []).map(cardOf);
	const label = isJson ? 'Cards (JSON)' : 'Cards';
	const [first] = cards;
	if (first === undefined) {
		throw new BadInput(`'${label}' is empty`, 'Give at least one card.');
	}
	const bare = cards.findIndex((card) => !isObject(card) || Object.keys(card).length === 0);
	if (bare >= 0) {
		throw new BadInput(
			`'${label}' has a card on which nothing stands`,
			`It is card ${bare + 1}. Give it a title, a text, a picture or buttons.`,
		);
	}
	return cards.length === 1 ? first : cards;
}
