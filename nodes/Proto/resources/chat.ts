import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import { requiredText, text } from '../../shared/field-kinds';
import { fieldsOrJson } from '../../shared/fields-or-json';
import { operation, type Resource } from '../../shared/operation';
import { filled, made } from '../../shared/rows';
import { LANGUAGES } from '../languages';
import { CHAT_ID, EMAIL, HUMAN_ID, NAME } from '../fields';
import { humanBody, TAG_FIELDS } from '../tags';

/** The documentation names no upper bound for `max` (seed 000). */
const MOST_CHATS = 1000;

const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create chat',
	description: 'Start a chat with the bot of the channel, for a human that exists or is made with it',
	fields: [
		{
			displayName: 'Human',
			name: 'humanMode',
			type: 'options',
			options: [
				{
					name: 'Create or Update',
					value: 'profile',
					description: 'Give the profile here: with an ID that human is updated, without one a human is made',
				},
				{ name: 'Existing', value: 'existing', description: 'A human whose ID you have' },
				{ name: 'New and Unknown', value: 'none', description: 'Proto makes a human without a name' },
			],
			default: 'existing',
			description: 'Who chats',
		},
		{
			...requiredText(
				...HUMAN_ID,
				"ID of the human. It begins with human_ and comes from Human 'Create' or from another chat.",
			),
			displayOptions: { show: { humanMode: ['existing'] } },
		},
		{
			displayName: 'Profile',
			name: 'profile',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			displayOptions: { show: { humanMode: ['profile'] } },
			options: [
				EMAIL,
				{ ...text(...HUMAN_ID, 'ID of the human to update. Without it a human is made.'), name: 'id' },
				NAME,
				...TAG_FIELDS,
			],
		},
		fieldsOrJson('Data', 'dataMode'),
		{
			displayName: 'Data',
			name: 'data',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Value',
			default: {},
			description: 'Data that the bot starts with, as names and values',
			displayOptions: { show: { dataMode: ['fields'] } },
			options: [
				{
					displayName: 'Value',
					name: 'entry',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							required: true,
							default: '',
							placeholder: 'e.g. source',
							description: 'Name of the value, as the bot knows it',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. website',
							description: 'The value, as text',
						},
					],
				},
			],
		},
		{
			displayName: 'Data (JSON)',
			name: 'dataJson',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "source": "website" }',
			description: 'Data that the bot starts with, as a JSON object',
			displayOptions: { show: { dataMode: ['json'] } },
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Chat Token',
					name: 'chatReference',
					type: 'string',
					default: '',
					placeholder: 'e.g. amio:6456078759331248741:6456078781510715474',
					description:
						'A text of your own that Proto repeats with every message of this chat, so that a workflow knows where to send the answer',
				},
				{
					displayName: 'Language',
					name: 'lang',
					type: 'options',
					options: LANGUAGES,
					default: 'en',
					description: "Language that the bot starts in. Without it the bot's main language is used.",
				},
			],
		},
	],
	request: (parameters) => {
		const { dataMode, data, dataJson, additionalFields } = parameters;
		const startData = dataMode === 'json' ? dataJson : dataOf(data.entry ?? []);
		return {
			method: 'POST',
			path: '/chat',
			body: filled({
				human: humanOf(parameters),
				data: unlessEmpty(startData),
				lang: additionalFields.lang,
				chatToken: additionalFields.chatReference,
			}),
		};
	},
	rows: (body) => [made(body, 'chat')],
	lane: humanLane,
});

/** What is written of one human keeps its order; a human who is made with the chat is nobody else. */
function humanLane({ humanMode, humanId, profile }: HumanChoice): string[] {
	const id = { existing: humanId, none: '', profile: profile.id ?? '' }[humanMode];
	return id === '' ? [] : [`human ${id}`];
}

interface HumanChoice {
	readonly humanMode: 'existing' | 'none' | 'profile';
	readonly humanId: string;
	readonly profile: Parameters<typeof humanBody>[0];
}

function humanOf({ humanMode, humanId, profile }: HumanChoice): JsonObject | undefined {
	switch (humanMode) {
		case 'none':
			return undefined;
		case 'existing':
			return { id: humanId };
		case 'profile':
			// Whoever adds an ID means someone; without one Proto would make another human.
			if (profile.id?.trim() === '') {
				throw new BadInput("'Human ID' in 'Profile' is empty", 'Fill it in, or take it out to make a human.');
			}
			return unlessEmpty(humanBody(profile));
	}
}

const dataOf = (entries: readonly { readonly name: string; readonly value: string }[]): JsonObject =>
	Object.fromEntries(entries.map(({ name, value }) => [name, value]));

const unlessEmpty = (object: JsonObject): JsonObject | undefined =>
	Object.keys(object).length === 0 ? undefined : object;

const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many chats',
	description:
		'Retrieve a list of the chats of a human, or one chat, with the last message of each; at most 1,000, because Proto has no pages of chats',
	fields: [
		text(
			...HUMAN_ID,
			"ID of the human whose chats to get. It begins with human_. This or 'Chat ID' is needed.",
		),
		{
			...CHAT_ID,
			required: false,
			description: "ID of the chat to get, 32 letters and digits. This or 'Human ID' is needed.",
		},
	],
	request: (parameters) => {
		const humanId = parameters.humanId.trim();
		const chatId = parameters.chatId.trim();
		if (humanId === '' && chatId === '') {
			throw new BadInput(
				"Both 'Human ID' and 'Chat ID' are empty",
				'Proto lists the chats of one human, or one chat. Fill in at least one of them.',
			);
		}
		return {
			method: 'GET',
			path: '/chats',
			query: { humanId: humanId === '' ? undefined : humanId, chatId: chatId === '' ? undefined : chatId },
		};
	},
	paging: { by: 'most', parameter: 'max', most: MOST_CHATS },
});

/** A conversation of one human with the bot, and later perhaps with an agent. */
export const chat: Resource = { name: 'Chat', value: 'chat', operations: [create, getMany] };
