import type { INodeParameters } from 'n8n-workflow';
import { amio } from '../../../nodes/Amio/definition';
import { byId, type Job, type UsedAmio } from './support.ts';

/** Every operation that the node has. */
export const OPERATIONS = amio.resources.flatMap(({ value, operations }) =>
	operations.map((operation) => `${value} ${operation.value}`),
);

/** What a user sets for each operation, beside the channel and the contact of {@link settle}. */
const PARAMETERS: Readonly<Record<string, INodeParameters>> = {
	'channel create': { name: 'Second shop' },
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
	'settings deleteKeys': { keys: ['menu'] },
	'settings get': {},
	'settings update': { updateFields: { getStartedPayload: 'START' } },
};

/** The operations for which there is a job. */
export const WITH_JOB = Object.keys(PARAMETERS);

/** Prepares the account in which all jobs can be done, and gives the job of an operation. */
export function settle({ amio: service }: UsedAmio, does: string): Job {
	const channel = service.channel({
		type: 'facebook_messenger',
		details: { facebook_page: { id: '1', access_token: 'the-token-of-the-page' } },
	});
	const contact = service.contact(channel, { name: 'Ann' });
	service.contact(channel, { name: 'Bob' });
	return { does, parameters: { channel: byId(channel.id), contact: byId(contact.id), ...PARAMETERS[does] } };
}
