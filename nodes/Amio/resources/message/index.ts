import { operation, type Resource } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { additionalFields } from '../../../shared/field-kinds';
import { CHANNEL, CONTACT } from '../../fields';
import { PAGES } from '../../pages';
import { CONTENT_FIELDS, contentOf } from './content';
import { METADATA_FIELDS, metadataOf } from './metadata';
import { RECIPIENT_FIELDS, recipientLane, recipientOf } from './recipient';

const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send message',
	description:
		'Write to a contact of a channel: text, files, cards with buttons, receipts or WhatsApp templates, with quick replies',
	fields: [
		CHANNEL,
		...RECIPIENT_FIELDS,
		...CONTENT_FIELDS,
		additionalFields([
			{
				displayName: 'Cut Long Titles',
				name: 'cutLongTitles',
				type: 'boolean',
				default: true,
				description:
					'Whether to cut titles of quick replies that are too long, as Amio does. They are cut without this field too; switch it off to get an error before anything is sent.',
			},
			...METADATA_FIELDS,
		]),
	],
	request: ({ channel, additionalFields: { cutLongTitles = true, ...metadata }, ...given }) => {
		const beside = metadataOf(metadata);
		return {
			method: 'POST',
			path: '/messages',
			body: {
				channel: { id: channel },
				contact: recipientOf(given),
				...contentOf(given, cutLongTitles),
				...(beside === undefined ? {} : { metadata: beside }),
			},
		};
	},
	lane: (given) => recipientLane(given.channel, recipientOf(given)),
});

const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many messages',
	description: 'Retrieve a list of the messages between a channel and a contact, newest first',
	fields: [CHANNEL, CONTACT],
	request: ({ channel, contact }) => ({
		method: 'GET',
		path: path`/channels/${channel}/contacts/${contact}/messages`,
	}),
	paging: PAGES,
});

/** What is written between a channel and a contact. */
export const message: Resource = {
	name: 'Message',
	value: 'message',
	operations: [getMany, send],
	usual: send,
};
