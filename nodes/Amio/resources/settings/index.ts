import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { operation, type Resource } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { someTexts } from '../../../shared/text-list';
import { list, text, updateFields } from '../../../shared/field-kinds';
import { CHANNEL } from '../../fields';
import { channelLane } from '../../lanes';
import { LOCALE, MENUS, menusOf } from './menu';

const settingsPath = (channel: string): string => path`/channels/${channel}/settings`;

/** Changes settings; what is not in the body stays, and null deletes. */
const patchOf = (channel: string, body: JsonObject): Request => ({
	method: 'PATCH',
	path: settingsPath(channel),
	body,
	repeatable: true,
});

const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get settings of channel',
	description: 'Retrieve the settings of an Amio Chat or Messenger channel',
	fields: [CHANNEL],
	request: ({ channel }) => ({ method: 'GET', path: settingsPath(channel) }),
});

const SETTINGS_FIELDS = [
	{
		...text(
			'Domain Whitelist',
			'domains',
			'e.g. https://www.example.com, https://shop.example.com:8443',
			'Origins of all websites that may show the chat, with protocol, with commas between, or a list from an expression',
		),
		ignoreValidationDuringExecution: true,
	},
	text(
		'Get Started Payload',
		'getStartedPayload',
		'e.g. GET_STARTED',
		'What comes back when a contact taps the get started button; Messenger only',
	),
	MENUS,
	list(
		'User Inputs',
		'userInputs',
		{
			group: 'input',
			entry: 'Language',
			values: [
				LOCALE,
				{
					displayName: 'Enabled',
					name: 'enabled',
					type: 'boolean',
					default: true,
					description: 'Whether contacts may write, and not only tap; without it the menu is needed',
				},
			],
		},
		'Whether contacts may write, for all languages; Messenger only',
	),
] as const satisfies Fields;

/** Of what there is one for each language, one must be for all others (seed 003). */
function withDefault(label: string, entries: JsonObject[]): JsonObject[] {
	if (!entries.some(({ locale }) => locale === 'default')) {
		throw new BadInput(
			`'${label}' has no entry with the locale 'default'`,
			'Messenger shows it to everybody whose language has none of its own.',
		);
	}
	return entries;
}

function settingsOf(given: Partial<ValuesOf<typeof SETTINGS_FIELDS>>): JsonObject {
	const { domains, getStartedPayload, menu, userInputs } = given;
	const entries: [string, JsonValue | undefined][] = [
		['domains_whitelist', domains === undefined ? undefined : someTexts('Domain Whitelist', domains)],
		['get_started_button', getStartedPayload === undefined ? undefined : startedBy(getStartedPayload)],
		['menu', menu === undefined ? undefined : withDefault('Menu', menusOf(menu))],
		[
			'user_inputs',
			userInputs === undefined
				? undefined
				: withDefault(
						'User Inputs',
						(userInputs.input ?? []).map(({ locale, enabled }) => ({ locale: locale.trim(), enabled })),
					),
		],
	];
	return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

function startedBy(payload: string): JsonObject {
	if (payload.trim() === '') {
		throw new BadInput("'Get Started Payload' is empty", "To take the button away, use Settings 'Delete'.");
	}
	return { payload };
}

const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update settings of channel',
	description:
		'Change settings of an Amio Chat or Messenger channel. A setting that is given replaces its whole former value; the others stay.',
	fields: [
		CHANNEL,
		fieldsOrJson('Settings', 'settingsMode'),
		{ ...updateFields(SETTINGS_FIELDS), displayOptions: { show: { settingsMode: ['fields'] } } },
		{
			displayName: 'Settings (JSON)',
			name: 'settingsJson',
			type: 'json',
			required: true,
			default: '{}',
			placeholder: 'e.g. { "domains_whitelist": ["https://www.example.com"] }',
			description: "The settings as a JSON object, in the form of Amio's API; null deletes one",
			displayOptions: { show: { settingsMode: ['json'] } },
		},
	],
	request: ({ channel, settingsMode, settingsJson, updateFields: changes }) => {
		const isJson = settingsMode === 'json';
		const body = isJson ? settingsJson : settingsOf(changes);
		if (Object.keys(body).length === 0) {
			throw new BadInput(
				`'${isJson ? 'Settings (JSON)' : 'Update Fields'}' is empty`,
				'Give at least one setting that the channel is to have.',
			);
		}
		return patchOf(channel, body);
	},
	lane: channelLane,
});

const deleteSettings = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete settings of channel',
	description:
		"Delete settings of an Amio Chat or Messenger channel. This cannot be undone: look at them with 'Get' before.",
	fields: [
		CHANNEL,
		{
			displayName: 'Settings',
			name: 'keys',
			type: 'multiOptions',
			options: [
				{
					name: 'Domain Whitelist',
					value: 'domains_whitelist',
					description: 'On Amio Chat no website may show the chat any more',
				},
				{ name: 'Get Started Button', value: 'get_started_button' },
				{ name: 'Menu', value: 'menu' },
				{ name: 'User Inputs', value: 'user_inputs' },
			],
			required: true,
			default: [],
			description: 'Which settings to delete',
		},
	],
	request: ({ channel, keys }) => {
		if (keys.length === 0) {
			throw new BadInput("'Settings' is empty", 'Choose at least one setting that is to be deleted.');
		}
		return patchOf(channel, Object.fromEntries(keys.map((key) => [key, null])));
	},
	lane: channelLane,
});

/** What Amio Chat and Messenger channels have beside their connection. */
export const settings: Resource = {
	name: 'Settings',
	value: 'settings',
	operations: [deleteSettings, get, update],
	usual: get,
};
