import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Answer, Request } from '../../../shared/request';
import { inside } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { someTexts } from '../../../shared/text-list';
import { CONVERSATION } from '../../fields';
import { sameJson } from '../../same-json';
import { laneOf } from './simple';

const ATTRIBUTES = [
	fieldsOrJson('Custom Attributes', 'attributesMode'),
	{
		displayName: 'Custom Attributes',
		name: 'attributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Custom Attribute',
		default: {},
		description: 'Values by the keys of the custom attributes',
		displayOptions: { show: { attributesMode: ['fields'] } },
		options: [
			{
				displayName: 'Custom Attribute',
				name: 'attribute',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. order_number',
						description: 'Key of the attribute, as in Settings, Custom Attributes',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						ignoreValidationDuringExecution: true,
						default: '',
						placeholder: 'e.g. 4711',
						description:
							'Value of the attribute, as text. An expression may give a number, a yes or no, or a list as it is.',
					},
				],
			},
		],
	},
	{
		displayName: 'Custom Attributes (JSON)',
		name: 'attributesJson',
		type: 'json',
		required: true,
		default: '{}',
		placeholder: 'e.g. { "order_number": 4711 }',
		description: 'Values by the keys of the custom attributes, as a JSON object',
		displayOptions: { show: { attributesMode: ['json'] } },
	},
] as const satisfies Fields;

function given({ attributesMode, attributes, attributesJson }: ValuesOf<typeof ATTRIBUTES>): JsonObject {
	if (attributesMode === 'json') {
		return attributesJson;
	}
	const entries = (attributes.attribute ?? []).map(({ key, value }): [string, JsonValue] => [
		key.trim(),
		value,
	]);
	return Object.fromEntries(entries);
}

function* read(conversation: string): Generator<readonly Request[], JsonObject, readonly Answer[]> {
	const { body } = yield* ask({ method: 'GET', path: path`/conversations/${conversation}` });
	return inside(body, 'custom_attributes') ?? {};
}

/** The server replaces all attributes by those that are sent, and answers with them (recorded). */
function* write(conversation: string, attributes: JsonObject): Steps {
	const { body } = yield* ask({
		method: 'POST',
		path: path`/conversations/${conversation}/custom_attributes`,
		body: { custom_attributes: attributes },
		repeatable: true,
	});
	const now = inside(body, 'custom_attributes') ?? {};
	const lost = Object.keys(attributes).filter((key) => !sameJson(now[key], attributes[key]));
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
		'Give a conversation exactly these custom attributes; all others are lost, with none all of them',
	fields: [CONVERSATION, ...ATTRIBUTES],
	steps: ({ conversation, ...attributes }) => write(conversation, given(attributes)),
	lane: laneOf,
});

export const mergeCustomAttributes = operation({
	name: 'Merge Custom Attributes',
	value: 'mergeCustomAttributes',
	action: 'Merge custom attributes into conversation',
	description: 'Give a conversation further custom attributes, or other values; the rest stays',
	fields: [CONVERSATION, ...ATTRIBUTES],
	steps: function* ({ conversation, ...attributes }) {
		const wanted = given(attributes);
		if (Object.keys(wanted).length === 0) {
			throw new BadInput("'Custom Attributes' is empty", 'Give at least one custom attribute and its value.');
		}
		return yield* write(conversation, { ...(yield* read(conversation)), ...wanted });
	},
	lane: laneOf,
});

export const removeCustomAttributes = operation({
	name: 'Remove Custom Attributes',
	value: 'removeCustomAttributes',
	action: 'Remove custom attributes from conversation',
	description: 'Take custom attributes away from a conversation; the rest stays',
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
		const present = yield* read(conversation);
		const rest = Object.fromEntries(Object.entries(present).filter(([key]) => !unwanted.includes(key)));
		if (Object.keys(rest).length === Object.keys(present).length) {
			return { rows: [{ id: Number(conversation), custom_attributes: present }] };
		}
		return yield* write(conversation, rest);
	},
	lane: laneOf,
});
