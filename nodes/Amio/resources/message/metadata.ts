import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { filled, isObject } from '../../../shared/rows';
import { text } from '../../../shared/field-kinds';

/** Seed 003. */
const LONGEST_PLATFORM_METADATA = 1000;

/** What goes with a message and comes back with its echo: the reserved keys (seed 003), and any others. */
export const METADATA_FIELDS = [
	text('Email Subject', 'emailSubject', 'e.g. Your order', 'Subject of the email, on email channels'),
	text(
		'Message Tag',
		'tag',
		'e.g. shipping_update',
		"Messenger's message tag, for what is sent long after the contact has written",
	),
	{
		displayName: 'Message Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Response', value: 'response', description: 'Answers what the contact wrote' },
			{ name: 'Update', value: 'update', description: 'Is sent without being asked' },
		],
		default: 'response',
		description: "Messenger's type of message; not together with a tag",
	},
	{
		displayName: 'Metadata (JSON)',
		name: 'metadataJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "orderId": "4711" }',
		description: 'Keys of your own, as a JSON object. They come back in the event Message Echo.',
	},
	text(
		'Platform Metadata',
		'platformMetadata',
		'e.g. order-4711',
		`Text that is handed to the platform itself (Messenger: metadata, Viber: tracking_data), at most ${LONGEST_PLATFORM_METADATA} characters`,
	),
] as const satisfies Fields;

/**
 * The metadata of a message.
 *
 * @returns `undefined` for none
 * @throws BadInput for what the fields of the reserved keys cannot hold (seed 003). In JSON the same keys are free,
 * because only Messenger reserves them, and which platform a channel has is not known here.
 */
export function metadataOf(given: Partial<ValuesOf<typeof METADATA_FIELDS>>): JsonObject | undefined {
	const { metadataJson = {}, emailSubject = '', platformMetadata = '', type } = given;
	const tag = given.tag?.trim() ?? '';
	if (platformMetadata.length > LONGEST_PLATFORM_METADATA) {
		throw new BadInput(
			`'Platform Metadata' has ${platformMetadata.length} characters, and Amio takes ${LONGEST_PLATFORM_METADATA}`,
			'Send an ID and look the rest up when it comes back.',
		);
	}
	if (tag !== '' && type !== undefined) {
		throw new BadInput(
			"'Message Tag' and 'Message Type' cannot go together",
			'A message with a tag has no other type: take one of them away.',
		);
	}
	const email = isObject(metadataJson.email) ? metadataJson.email : {};
	const metadata: JsonObject = {
		...metadataJson,
		...filled({ platform_metadata: platformMetadata, tag, type }),
		...(emailSubject === '' ? {} : { email: { ...email, subject: emailSubject } }),
	};
	return Object.keys(metadata).length === 0 ? undefined : metadata;
}
