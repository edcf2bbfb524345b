import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput, ServiceFailure, UnexpectedAnswer } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { inside } from '../../../shared/rows';
import { ask, type Asking, type Steps } from '../../../shared/steps';
import { someTexts } from '../../../shared/text-list';
import { attributesIn, CUSTOM_ATTRIBUTE_FIELDS } from '../../custom-attributes';
import { CONVERSATION } from '../../fields';
import { sameJson } from '../../same-json';
import { conversationLane } from '../../lanes';

/**
 * The attributes in an answer.
 *
 * @throws UnexpectedAnswer when there are none: what is written replaces all, and those that are there would be lost
 */
function attributesOf(body: JsonValue | undefined): JsonObject {
	const attributes = inside(body, 'custom_attributes');
	if (attributes === undefined) {
		throw new UnexpectedAnswer('The answer has no custom attributes');
	}
	return attributes;
}

function* read(conversation: string): Asking<JsonObject> {
	const { body } = yield* ask({ method: 'GET', path: path`/conversations/${conversation}` });
	return attributesOf(body);
}

/** The server replaces all attributes by those that are sent, and answers with them (recorded). */
function* write(conversation: string, attributes: JsonObject): Steps {
	const { body } = yield* ask({
		method: 'POST',
		path: path`/conversations/${conversation}/custom_attributes`,
		body: { custom_attributes: attributes },
		repeatable: true,
	});
	const now = attributesOf(body);
	const keys = Object.keys({ ...attributes, ...now });
	const lost = keys.filter((key) => !sameJson(now[key], attributes[key]));
	if (lost.length > 0) {
		throw new ServiceFailure(`Custom attributes were not kept as they were sent: ${lost.join(', ')}`);
	}
	return { rows: [{ id: Number(conversation), custom_attributes: now }] };
}

export const setCustomAttributes = operation({
	name: 'Set Custom Attributes',
	value: 'setCustomAttributes',
	action: 'Set custom attributes of conversation',
	description:
		'Give a conversation exactly these custom attributes. All others are deleted; if none is given, all are deleted.',
	fields: [CONVERSATION, ...CUSTOM_ATTRIBUTE_FIELDS],
	steps: ({ conversation, ...attributes }) => write(conversation, attributesIn(attributes)),
	lane: conversationLane,
});

export const mergeCustomAttributes = operation({
	name: 'Merge Custom Attributes',
	value: 'mergeCustomAttributes',
	action: 'Merge custom attributes into conversation',
	description: 'Give a conversation further custom attributes, or other values; the rest stays',
	fields: [CONVERSATION, ...CUSTOM_ATTRIBUTE_FIELDS],
	steps: function* ({ conversation, ...attributes }) {
		const wanted = attributesIn(attributes);
		if (Object.keys(wanted).length === 0) {
			throw new BadInput("'Custom Attributes' is empty", 'Give at least one custom attribute and its value.');
		}
		return yield* write(conversation, { ...(yield* read(conversation)), ...wanted });
	},
	lane: conversationLane,
});

export const removeCustomAttributes = operation({
	name: 'Remove Custom Attributes',
	value: 'removeCustomAttributes',
	action: 'Remove custom attributes from conversation',
	description: 'Take custom attributes and their values away from a conversation; the rest stays',
	fields: [
		CONVERSATION,
		{
			displayName: 'Keys',
			name: 'keys',
			type: 'string',
			required: true,
			ignoreValidationDuringExecution: true,
			default: '',
			placeholder: 'e.g. order_number, tier',
			description: 'Keys of the custom attributes, with commas between, or a list from an expression',
		},
	],
	steps: function* ({ conversation, keys }) {
		const unwanted = someTexts('Keys', keys);
		const attributes = yield* read(conversation);
		const rest = Object.fromEntries(Object.entries(attributes).filter(([key]) => !unwanted.includes(key)));
		if (Object.keys(rest).length === Object.keys(attributes).length) {
			return { rows: [{ id: Number(conversation), custom_attributes: attributes }] };
		}
		return yield* write(conversation, rest);
	},
	lane: conversationLane,
});
