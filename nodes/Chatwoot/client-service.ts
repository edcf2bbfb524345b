import { textIn } from '../shared/credential';
import { BadInput } from '../shared/failure';
import { path } from '../shared/path';
import type { Service } from '../shared/service';
import { installation } from './service';

/**
 * The Client API of a Chatwoot installation: what a customer's own app does. It has no token; who knows the inbox's
 * identifier and a contact's source ID speaks as that contact. Paths stand below the inbox.
 */
export const chatwootClientService: Service = {
	name: 'Chatwoot',
	credential: 'chatwootInboxApi',
	tokenField: 'hmacToken',
	// The same server process as that of the Application API.
	parallel: 5,
	options: [],
	address: (credential) => {
		const inbox = textIn(credential, 'inboxIdentifier').trim();
		if (inbox === '') {
			throw new BadInput(
				"'Inbox Identifier' in the credential is empty",
				"Copy it from the inbox's Settings, tab Configuration.",
			);
		}
		const base = installation(textIn(credential, 'url')) + path`/public/api/v1/inboxes/${inbox}`;
		return (below) => base + below;
	},
	secrets: {
		keys: ['pubsub_token'],
		notIn: ['custom_attributes', 'additional_attributes', 'content_attributes'],
	},
	advice: {
		404: 'Check the inbox identifier in the credential and the IDs: a contact is named by the source ID of its session in this inbox, and sees only its own conversations.',
		429: 'Chatwoot limits requests a minute. Send less at once, or raise Max Wait in Options.',
		500: "Chatwoot answers so to an identity that is not proved. Check the HMAC Token in the credential; if the inbox enforces identity validation, it and the contact's 'Identifier' are needed.",
	},
};
