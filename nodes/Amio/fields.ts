import type { Field } from '../shared/fields';

/** Chooses one thing: from a searchable list, or by its ID, for expressions. */
const chosen = <const Name extends string, const DependsOn extends readonly string[]>(
	displayName: string,
	name: Name,
	description: string,
	searchListMethod: string,
	loadOptionsDependsOn: DependsOn,
) =>
	({
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		typeOptions: { loadOptionsDependsOn },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${name}…`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 6456078759331248741',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '[\\w-]+',
							errorMessage: 'Must be one long number, e.g. 6456078759331248741',
						},
					},
				],
			},
		],
	}) as const satisfies Field;

/** A medium through which messages go in and out. */
export const CHANNEL = chosen(
	'Channel',
	'channel',
	"The channel. Its ID is a long number; it comes from Channel 'Get Many' or the Amio Trigger.",
	'searchChannels',
	[],
);

/** An end user on the chosen channel. */
export const CONTACT = chosen(
	'Contact',
	'contact',
	"The contact, of that channel. Its ID is a long number; it comes from Contact 'Get Many' or the Amio Trigger.",
	'searchContacts',
	['channel.value'],
);
