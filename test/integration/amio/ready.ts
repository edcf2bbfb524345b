import type { INodeParameters } from 'n8n-workflow';
import { amio } from '../../../nodes/Amio/definition';
import type { AmioService } from '../../../sandbox/index.ts';
import { N, nth } from '../support/nth.ts';
import { operationsOf } from '../support/operations.ts';
import { byId, type Job } from './support.ts';

/** Every operation that the node has. */
export const OPERATIONS = operationsOf(amio).map(({ does }) => does);

/** What a user sets for each operation, beside the channel and the contact of {@link settle}. */
const PARAMETERS: Readonly<Record<string, INodeParameters>> = {
	'channel create': { name: `=Another shop ${N}` },
	'channel delete': {},
	'channel get': {},
	'channel getMany': {},
	'channel removeWebhook': {},
	'channel setWebhook': { webhookUrl: 'https://n8n.example.com/webhook/new' },
	'channel update': { updateFields: { name: 'Renamed' } },
	'contact delete': {},
	'contact get': {},
	'contact getMany': {},
	'message getMany': {},
	'message send': { text: 'Hello' },
	'notification send': { notificationType: 'typing_on' },
	'settings delete': { keys: ['menu'] },
	'settings get': {},
	'settings update': { updateFields: { getStartedPayload: 'START' } },
};

/** The operations for which there is a job. */
export const WITH_JOB = Object.keys(PARAMETERS);

/** Prepares the account in which all jobs can be done, for three items too, and gives the job of an operation. */
export function settle(service: AmioService, does: string): Job {
	const places = [1, 2, 3].map(() => {
		const channel = service.channel({
			type: 'facebook_messenger',
			details: { facebook_page: { id: '1', access_token: 'the-token-of-the-page' } },
		});
		const contact = service.contact(channel, { name: 'Ann' });
		service.contact(channel, { name: 'Bob' });
		return { channel: channel.id, contact: contact.id };
	});
	const channel = byId(nth(places.map((place) => place.channel)));
	const contact = byId(nth(places.map((place) => place.contact)));
	return { does, parameters: { channel, contact, ...PARAMETERS[does] } };
}
