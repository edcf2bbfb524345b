import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { list, requiredText } from '../../../shared/field-kinds';

/** Items that Messenger shows at the top of a menu (seed 003). */
const MOST_ITEMS = 3;

const TITLE = requiredText('Title', 'title', 'e.g. My orders', 'What stands in the menu');

const TARGETS = [
	{
		...requiredText('URL', 'url', 'e.g. https://www.example.com/orders', 'Address that the item opens'),
		displayOptions: { show: { type: ['url'] } },
	},
	{
		...requiredText('Payload', 'payload', 'e.g. MY_ORDERS', 'What comes back when the item is tapped'),
		displayOptions: { show: { type: ['postback'] } },
	},
] as const satisfies Fields;

const INNER_ITEM = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Postback', value: 'postback', description: 'Sends a value back, as the event Postback' },
			{ name: 'URL', value: 'url', description: 'Opens an address' },
		],
		default: 'postback',
		description: 'What the item does',
	},
	TITLE,
	...TARGETS,
] as const satisfies Fields;

const ITEM = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Menu', value: 'menu', description: 'Opens a menu of its own' },
			{ name: 'Postback', value: 'postback', description: 'Sends a value back, as the event Postback' },
			{ name: 'URL', value: 'url', description: 'Opens an address' },
		],
		default: 'postback',
		description: 'What the item does',
	},
	TITLE,
	...TARGETS,
	{
		...list(
			'Inner Items',
			'items',
			{ group: 'item', entry: 'Item', values: INNER_ITEM },
			'Items of the inner menu. Menus within it are given as JSON.',
		),
		displayOptions: { show: { type: ['menu'] } },
	},
] as const satisfies Fields;

/** For `default`, which must be there, or a language. */
export const LOCALE = {
	...requiredText(
		'Locale',
		'locale',
		'e.g. cs_CZ',
		"Language for which it is meant; 'default' for all others",
	),
	default: 'default',
} as const;

const MENU = [
	LOCALE,
	list(
		'Items',
		'items',
		{ group: 'item', entry: 'Item', values: ITEM },
		`What stands in the menu, at most ${MOST_ITEMS} items`,
	),
] as const satisfies Fields;

/** Messenger's menu, one for each language. */
export const MENUS = list(
	'Menu',
	'menu',
	{ group: 'menu', entry: 'Language', values: MENU },
	'The menu beside the conversation, for all languages. It needs the get started button; Messenger only.',
);

type Item = ValuesOf<typeof ITEM>;
type InnerItem = ValuesOf<typeof INNER_ITEM>;

const leafOf = ({ type, title, url, payload }: InnerItem): JsonObject => ({
	type,
	title,
	payload: type === 'url' ? url : payload,
});

const itemOf = ({ type, items, ...item }: Item): JsonObject =>
	type === 'menu'
		? { type, title: item.title, payload: { items: (items.item ?? []).map(leafOf) } }
		: leafOf({ type, ...item });

/**
 * The menus as Amio's API has them.
 *
 * @throws BadInput for a menu without items, or with more than Messenger shows
 */
export function menusOf({ menu = [] }: ValuesOf<readonly [typeof MENUS]>['menu']): JsonObject[] {
	return menu.map(({ locale, items: { item: items = [] } }) => {
		if (items.length === 0 || items.length > MOST_ITEMS) {
			throw new BadInput(
				`The menu for '${locale}' has ${items.length} items, and Messenger shows 1 to ${MOST_ITEMS}`,
				"Put what is more into an item of the type 'Menu'.",
			);
		}
		return { locale: locale.trim(), items: items.map(itemOf) };
	});
}
