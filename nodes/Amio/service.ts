import { httpUrl, textIn } from '../shared/credential';
import type { Service } from '../shared/service';

/** The API of Amio (seed 003). */
export const amioService: Service = {
	name: 'Amio',
	credential: 'amioMessagingApi',
	tokenField: 'accessToken',
	// The simultaneous connections of the smallest plan (seed 003).
	parallel: 3,
	options: [],
	address: (credential) => {
		const base = httpUrl('Base URL', textIn(credential, 'baseUrl'));
		return (below) => base + below;
	},
	// What signs deliveries, and what opens the accounts behind the channels.
	secrets: {
		keys: ['secret', 'access_token', 'signing_key'],
		notIn: ['metadata', 'payload', 'substitution'],
	},
	advice: {
		401: "Check the access token in the credential: copy it again from 'API settings' in Amio.",
		404: 'Check the channel and the contact: one of them does not exist, was deleted, or the contact is of another channel. IDs have more digits than a number keeps: hand them on as text.',
		422: 'Amio does not accept these values, or the platform of the channel does not have what was asked. Check the field that is named.',
		429: 'Amio limits requests an hour and connections at the same time, by plan. Send less at once, lower Max Parallel Requests, or raise Max Wait in Options.',
		502: 'The platform behind the channel (e.g. Facebook or Viber) did not do it.',
	},
};
