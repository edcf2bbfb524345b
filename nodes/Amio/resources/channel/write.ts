import { BadInput } from '../../../shared/failure';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { operation } from '../../../shared/operation';
import { filled } from '../../../shared/rows';
import { additionalFields, requiredText, text, updateFields } from '../../../shared/field-kinds';
import { CHANNEL } from '../../fields';
import { channelLane } from '../../lanes';
import { CHANNEL_TYPES, detailFields, detailOf, MODE } from './detail-fields';
import { patchOf, VERIFY_CERTIFICATE, webhookOf } from './webhook';

const show = { channelMode: ['fields'] };

const NAME = ['Name', 'name', 'e.g. Shop', 'Name of the channel, as your team sees it'] as const;

/** The whole body, for types and settings that the form does not know. */
const channelJson = <const Placeholder extends string>(placeholder: Placeholder) =>
	({
		displayName: 'Channel (JSON)',
		name: 'channelJson',
		type: 'json',
		required: true,
		default: '{}',
		placeholder,
		description: "The channel as a JSON object, in the form of Amio's API",
		displayOptions: { show: { channelMode: ['json'] } },
	}) as const;

export const createChannel = operation({
	name: 'Create',
	value: 'create',
	action: 'Create channel',
	description:
		"Connect a platform, such as Messenger or SMS. The secret of its webhook is in the output with 'Include Secrets' in Options.",
	fields: [
		fieldsOrJson('Channel', 'channelMode'),
		{
			displayName: 'Channel Type',
			name: 'channelType',
			type: 'options',
			options: CHANNEL_TYPES,
			default: 'amio_chat',
			description: 'The platform that is connected',
			displayOptions: { show },
		},
		{ ...requiredText(...NAME), displayOptions: { show } },
		...detailFields(true),
		{
			...additionalFields([
				MODE,
				VERIFY_CERTIFICATE,
				text(
					'Webhook URL',
					'webhookUrl',
					'e.g. https://n8n.example.com/webhook/amio',
					'Address to which the events of the channel are sent',
				),
			]),
			displayOptions: { show },
		},
		channelJson('e.g. { "type": "amio_chat", "name": "Shop" }'),
	],
	request: ({ channelMode, channelType, channelJson: json, name, additionalFields: more, ...details }) => {
		const { mode, webhookUrl = '', verifyCertificate = true } = more;
		const webhook = webhookUrl === '' ? undefined : webhookOf('Webhook URL', webhookUrl, verifyCertificate);
		const fromFields = () => ({
			type: channelType,
			...filled({ name, mode, webhook }),
			...detailOf(channelType, details, mode),
		});
		return { method: 'POST', path: '/channels', body: channelMode === 'json' ? some(json) : fromFields() };
	},
});

export const updateChannel = operation({
	name: 'Update',
	value: 'update',
	action: 'Update channel',
	description: 'Change the name, mode or connection of a channel; what is not given stays',
	fields: [
		CHANNEL,
		fieldsOrJson('Channel', 'channelMode'),
		{
			displayName: 'Channel Type',
			name: 'channelType',
			type: 'options',
			options: CHANNEL_TYPES,
			default: 'amio_chat',
			description:
				'The platform of the channel. It cannot be changed; it tells which fields the channel has.',
			displayOptions: { show },
		},
		...detailFields(false),
		{ ...updateFields([MODE, text(...NAME)]), displayOptions: { show } },
		channelJson('e.g. { "name": "Shop", "telegram": { "access_token": "110201543:AAHdqTcv" } }'),
	],
	request: ({ channel, channelMode, channelType, channelJson: json, updateFields: changes, ...details }) =>
		patchOf(
			channel,
			channelMode === 'json'
				? some(json)
				: some(
						{ ...filled({ ...changes }), ...detailOf(channelType, details, changes.mode) },
						'Update Fields',
					),
		),
	lane: channelLane,
});

/** A body that says something: Amio refuses an empty one. */
function some<Body extends object>(body: Body, label = 'Channel (JSON)'): Body {
	if (Object.keys(body).length === 0) {
		throw new BadInput(`'${label}' is empty`, 'Give at least one field that the channel is to have.');
	}
	return body;
}
