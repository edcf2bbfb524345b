import type { Contract, JsonSchema } from '../../core/contract.ts';
import { recordOf, textOf } from '../../core/record.ts';
import type { Recipient } from '../platforms.ts';
import type { Content, Json } from '../types.ts';
import { closed, each, NUMBER, STRING, TEXT, withBody } from './common.ts';

/** Bodies as they are once the contract has let them pass. */
export interface MessageBody {
	readonly channel: { readonly id: string };
	readonly contact: Readonly<Partial<Record<Recipient | 'first_name' | 'last_name', string>>>;
	readonly content?: Content;
	readonly message_template?: Json;
	readonly metadata?: Json;
}

export interface NotificationBody {
	readonly channel: { readonly id: string };
	readonly contact: { readonly id: string };
	readonly type: string;
	readonly payload?: unknown;
}

const REFERENCE = closed({ id: TEXT }, ['id']);

/** That it is exactly one of the first three, is the route's to check. */
const RECIPIENT = closed(each(['id', 'phone_number', 'user_ref', 'first_name', 'last_name'], TEXT));

/** Which keys go with which type, is the route's to check, as the number of replies is. */
const QUICK_REPLIES: JsonSchema = {
	type: 'array',
	minItems: 1,
	items: closed(
		{
			type: { enum: ['text', 'location', 'email', 'phone_number'] },
			title: TEXT,
			payload: TEXT,
			image_url: TEXT,
		},
		['type'],
	),
};

const BUTTON = closed({ type: { enum: ['url', 'postback', 'phone'] }, title: TEXT, payload: TEXT }, [
	'type',
	'title',
	'payload',
]);

const CARD: JsonSchema = {
	...closed({
		...each(['title', 'text', 'image_url', 'item_url'], TEXT),
		buttons: { type: 'array', minItems: 1, items: BUTTON },
	}),
	minProperties: 1,
};

/** The keys of Amio's Postman sample. Which of them are required is said nowhere. */
const RECEIPT = closed({
	...each(['order_id', 'timestamp', 'currency', 'payment_method', 'url_order'], STRING),
	shipping_address: closed(
		each(
			['name', 'address_line_1', 'address_line_2', 'city', 'postal_code', 'state', 'country_code'],
			STRING,
		),
	),
	items: {
		type: 'array',
		items: closed({ ...each(['title', 'text', 'image_url'], STRING), quantity: NUMBER, price: NUMBER }),
	},
	summary: closed(each(['shipping', 'tax', 'total'], NUMBER)),
});

const FILE = closed({ url: TEXT }, ['url']);

const PAYLOADS: Readonly<Record<string, JsonSchema>> = {
	text: TEXT,
	image: FILE,
	audio: FILE,
	video: FILE,
	file: FILE,
	receipt: RECEIPT,
};
const ONE_CARD = 'structure';
const CARDS = 'structures';

const content = (type: JsonSchema, payload: JsonSchema): JsonSchema =>
	closed({ type, payload, quick_replies: QUICK_REPLIES }, ['type', 'payload']);

const CONTENTS: ReadonlyMap<string, JsonSchema> = new Map([
	...Object.entries(PAYLOADS).map(([type, payload]) => [type, content({ const: type }, payload)] as const),
	[ONE_CARD, content({ const: ONE_CARD }, CARD)],
	// Several cards are a horizontal scroll.
	[CARDS, content({ const: ONE_CARD }, { type: 'array', minItems: 1, items: CARD })],
]);

/** A location is received only (seed 003). */
const NO_SUCH_CONTENT = content({ enum: [...Object.keys(PAYLOADS), ONE_CARD] }, {});

const message = (key: 'content' | 'message_template', schema: JsonSchema): JsonSchema =>
	closed({ channel: REFERENCE, contact: RECIPIENT, [key]: schema, metadata: { type: 'object' } }, [
		'channel',
		'contact',
		key,
	]);

const MESSAGES: ReadonlyMap<string, JsonSchema> = new Map(
	[...CONTENTS].map(([name, schema]) => [name, message('content', schema)]),
);
const NO_SUCH_MESSAGE = message('content', NO_SUCH_CONTENT);

/** WhatsApp's, after the one sample in Amio's Postman collection. */
const TEMPLATE = message('message_template', closed({ id: TEXT, substitution: { type: 'object' } }, ['id']));

export const MESSAGE_CONTRACT: Contract = withBody((body) => {
	const { content: given, message_template: template } = recordOf(body);
	if (template !== undefined && given === undefined) return TEMPLATE;
	const { type, payload } = recordOf(given);
	const name = type === ONE_CARD && Array.isArray(payload) ? CARDS : textOf(type);
	return MESSAGES.get(name) ?? NO_SUCH_MESSAGE;
});

/** Which types a platform has, and which takes a payload, is the route's to check. */
export const NOTIFICATION_CONTRACT: Contract = withBody(
	closed(
		{
			channel: REFERENCE,
			contact: REFERENCE,
			type: { enum: ['messages_read', 'typing_on', 'typing_off', 'custom'] },
			payload: {},
		},
		['channel', 'contact', 'type'],
	),
);
