import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { filled, isObject } from '../../../shared/rows';
import { list, requiredText, text } from '../../../shared/field-kinds';

/** Seed 003. */
const MOST_REPLIES = 11;
const LONGEST_TITLE = 20;
const LONGEST_PAYLOAD = 1000;

const OF_TEXT = { displayOptions: { show: { type: ['text'] } } } as const;

const REPLY = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Email', value: 'email', description: "Offers the contact's email address" },
			{ name: 'Location', value: 'location', description: 'Lets the contact send where they are' },
			{ name: 'Phone Number', value: 'phone_number', description: "Offers the contact's phone number" },
			{ name: 'Text', value: 'text' },
		],
		default: 'text',
		description: 'What the contact answers by tapping it',
	},
	{
		...requiredText(
			'Title',
			'title',
			'e.g. Yes, please',
			`What stands on the quick reply, at most ${LONGEST_TITLE} characters`,
		),
		...OF_TEXT,
	},
	{
		...text(
			'Payload',
			'payload',
			'e.g. ORDER_YES',
			`What comes back when it is tapped, at most ${LONGEST_PAYLOAD} characters. Empty: the title, so that an answer is the same whether it is tapped or typed.`,
		),
		...OF_TEXT,
	},
	{
		...text(
			'Image URL',
			'imageUrl',
			'e.g. https://www.example.com/yes.png',
			'Address of a small picture beside the title, at least 24 x 24 pixels',
		),
		...OF_TEXT,
	},
] as const satisfies Fields;

const BESIDE_CONTENT = { contentType: ['audio', 'file', 'image', 'receipt', 'structure', 'text', 'video'] };

/** Answers that are offered below a message; a template has its own. */
export const QUICK_REPLY_FIELDS = [
	{ ...fieldsOrJson('Quick Replies', 'repliesMode'), displayOptions: { show: BESIDE_CONTENT } },
	{
		...list(
			'Quick Replies',
			'quickReplies',
			{ group: 'reply', entry: 'Quick Reply', values: REPLY },
			`Answers that the contact can tap, at most ${MOST_REPLIES}; Messenger only`,
		),
		displayOptions: { show: { ...BESIDE_CONTENT, repliesMode: ['fields'] } },
	},
	{
		displayName: 'Quick Replies (JSON)',
		name: 'repliesJson',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{ "type": "text", "title": "Yes", "payload": "yes" }]',
		description: "The quick replies as a JSON list, in the form of Amio's API",
		displayOptions: { show: { ...BESIDE_CONTENT, repliesMode: ['json'] } },
	},
] as const satisfies Fields;

/** Never cuts a character that JavaScript counts as two. */
const cut = (title: string): string => Array.from(title).slice(0, LONGEST_TITLE).join('');

const lengthOf = (value: JsonValue | undefined): number =>
	typeof value === 'string' ? Array.from(value).length : 0;

/** One quick reply, by its number from 1. */
function checkReply(reply: JsonValue, number: number): void {
	if (!isObject(reply)) {
		throw new BadInput("'Quick Replies (JSON)' holds something that is no object", `It is number ${number}.`);
	}
	const title = lengthOf(reply.title);
	if (title > LONGEST_TITLE) {
		throw new BadInput(
			`The title of quick reply ${number} has ${title} characters, and Amio shows ${LONGEST_TITLE}`,
			"Shorten it, or take 'Cut Long Titles', which is switched off, out of the additional fields.",
		);
	}
	const payload = lengthOf(reply.payload);
	if (payload > LONGEST_PAYLOAD) {
		throw new BadInput(
			`The payload of quick reply ${number} has ${payload} characters, and Amio takes ${LONGEST_PAYLOAD}`,
			'Send an ID and look the rest up when it comes back.',
		);
	}
}

/**
 * The quick replies of a message.
 *
 * @param cuts whether titles that are too long are cut
 * @throws BadInput for more of them, or longer ones, than Amio takes (seed 003)
 */
export function quickRepliesOf(given: ValuesOf<typeof QUICK_REPLY_FIELDS>, cuts: boolean): JsonValue[] {
	const short = (title: string): string => (cuts ? cut(title) : title);
	const replies =
		given.repliesMode === 'fields'
			? (given.quickReplies.reply ?? []).map(({ type, title, payload, imageUrl }): JsonObject =>
					type === 'text'
						? filled({
								type,
								title: short(title),
								payload: payload === '' ? short(title) : payload,
								image_url: imageUrl,
							})
						: { type },
				)
			: given.repliesJson.map((reply) =>
					isObject(reply) && typeof reply.title === 'string'
						? { ...reply, title: short(reply.title) }
						: reply,
				);
	if (replies.length > MOST_REPLIES) {
		throw new BadInput(
			`'Quick Replies' has ${replies.length} entries, and Amio takes ${MOST_REPLIES}`,
			'Offer fewer answers, or ask in two steps.',
		);
	}
	replies.forEach((reply, index) => checkReply(reply, index + 1));
	return replies;
}
